import type { UseQueryResult } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../../api/client.ts';
import { useReference } from '../../../api/queries.ts';
import type { Candidates, Family, Report, Suggestion } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { rocDateTime } from '../../../lib/roc.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useShortcuts } from '../../../ui/keys.ts';
import { uiMessages } from '../../../ui/messages.ts';
import { useSexAge } from '../../../ui/Status.tsx';
import { directRule } from '../flags.ts';
import { queueMessages } from '../messages.ts';
import { CommitDialog } from './CommitDialog.tsx';
import { DecidedPanel } from './DecidedPanel.tsx';
import { blank, counts, type DraftItem, missing, outcomeWord, wholeReport } from './draft.ts';
import { ItemDialog } from './ItemDialog.tsx';
import { reviewMessages } from './messages.ts';
import { MoreInfoDialog, NotDispatchDialog, SameIncidentDialog, SnoozeDialog } from './OutcomeDialogs.tsx';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';
import { RuleDialog } from './RuleDialog.tsx';
import { unseen } from './unlisted.ts';
import { useDraft } from './useDraft.ts';

type Open = 'none' | 'commit' | 'not' | 'more' | 'snooze' | 'same' | 'rule' | { edit: string };

/** 派案2項、轉知2項: what the button will do. */
export function useCommitWords(): (items: DraftItem[]) => string {
  const t = useT(reviewMessages);
  const term = useTerm();
  return (items) => {
    const found = counts(items).map(({ word, n }) => t('itemCount', { what: term('outcome', word), n }));
    return found.length === 0 ? t('nothingChosen') : found.join(t('listJoin'));
  };
}

/** What will be decided, line by line; sticky at the foot of the review. */
export function DecidePanel({ work, suggestion, family, candidates, onDecided }: { work: Work; suggestion: UseQueryResult<Suggestion>; family: Family | undefined; candidates: Candidates | undefined; onDecided: () => void }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const q = useT(queueMessages);
  const language = useLang();
  const [items, setItems] = useDraft(suggestion.data);
  const [open, setOpen] = useState<Open>('none');
  const [whole, setWhole] = useState<DraftItem[] | null>(null);
  const commitWords = useCommitWords();
  const title = useId();
  const pending = report.state === 'pending';
  const may = work.mayDecide;
  const chosen = items.filter((item) => item.checked);
  const direct = suggestion.data ? directRule(suggestion.data) : null;

  const show = (which: Open) => { if (pending && may) { setWhole(null); setOpen(which); } };
  useShortcuts(pending && may ? [
    { keys: 'KeyA', label: q('keyDispatch'), run: () => show('commit') },
    { keys: 'KeyD', label: q('keyDuplicate'), run: () => { const link = document.querySelector<HTMLElement>('[data-link-candidate]'); if (link) link.focus(); else show('same'); } },
    { keys: 'KeyX', label: q('keyNot'), run: () => show('not') },
    { keys: 'KeyM', label: q('keyMore'), run: () => show('more') },
    { keys: 'KeyS', label: q('keySnooze'), run: () => show('snooze') },
    { keys: 'ctrl Enter', label: q('keyCommit'), run: () => show('commit') },
  ] : []);

  if (!pending) return <DecidedPanel work={work} />;
  const patch = (key: string, change: Partial<DraftItem>) => setItems(items.map((item) => (item.key === key ? { ...item, ...change } : item)));
  const editing = typeof open === 'object' ? items.find((item) => item.key === open.edit) : undefined;
  const close = () => { setOpen('none'); setWhole(null); };
  const addLine = () => {
    const next = blank(report.subjects[0]!, report.kinds[0] ?? 'other', items.length + 1);
    setItems([...items, next]);
    setOpen({ edit: next.key });
  };

  return (
    <section className={styles.decide} aria-labelledby={title}>
      <header>
        <h2 id={title}>{t('decide')}</h2>
        <span className="grow" />
        {may ? (
          <>
            <Button look="main" onClick={() => show('commit')} keys="Ctrl+Enter" aria-disabled={chosen.length === 0} aria-haspopup="dialog">{commitWords(items)}</Button>
            <Button look="light" onClick={() => show('not')} keys="X" aria-haspopup="dialog">{t('notDispatch')}</Button>
            <Button look="light" onClick={() => show('more')} keys="M" aria-haspopup="dialog">{t('moreInfo')}</Button>
            <Button look="light" onClick={() => show('snooze')} keys="S" aria-haspopup="dialog">{t('later')}</Button>
          </>
        ) : null}
      </header>
      <p className={styles.under}>
        {direct ? <button type="button" className="link meta" aria-haspopup="dialog" onClick={() => setOpen('rule')}>{language === 'zh' ? direct.title_zh : direct.title_en}</button> : null}
        {may && report.subjects.length > 0 ? <LinkButton className={styles.addLine} onClick={addLine}>{t('addLine')}</LinkButton> : null}
      </p>
      <div className={styles.lines}>
        {suggestion.isError ? <p className="meta" role="alert">{t('suggestionFailed')}</p> : null}
        {items.length === 0 && !suggestion.isPending ? <p className="meta">{t('noSuggestion')}</p> : null}
        {items.length > 0 ? (
          <table className={styles.table}>
            <caption className="vh">{t('caption')}</caption>
            <thead>
              <tr>
                <th scope="col"><span className="vh">{t('chosen')}</span></th><th scope="col">{t('subject')}</th><th scope="col">{t('programme')}</th><th scope="col">{t('grade')}</th><th scope="col">{t('unit')}</th><th scope="col">{t('due')}</th><th scope="col">{t('decidedByCol')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => <Line key={item.key} item={item} report={report} may={may} onCheck={(checked) => patch(item.key, { checked })} onEdit={() => setOpen({ edit: item.key })} />)}
            </tbody>
          </table>
        ) : null}
      </div>
      {editing ? <ItemDialog item={editing} work={work} family={family} onClose={close} onApply={(next) => { patch(next.key, next); close(); }} onRemove={editing.suggested === null ? () => { setItems(items.filter((item) => item.key !== editing.key)); close(); } : null} /> : null}
      {open === 'commit' ? <CommitDialog work={work} items={whole ?? items} unseen={unseen(report, family, candidates)} onClose={close} onDone={onDecided} onEdit={(key) => setOpen({ edit: key })} /> : null}
      {open === 'not' ? <NotDispatchDialog work={work} onClose={close} onDone={onDecided} make={(more) => wholeReport(report, more.outcome ?? 'not_dispatched', more)} /> : null}
      {open === 'more' ? <MoreInfoDialog work={work} onClose={close} send={(note) => api.post(`/reports/${report.id}/more-info`, { note })} /> : null}
      {open === 'snooze' ? <SnoozeDialog work={work} onClose={close} /> : null}
      {open === 'same' ? <SameIncidentDialog work={work} suggestion={suggestion.data} onClose={close} onDone={onDecided} make={(id) => wholeReport(report, 'same_incident', { same_as_report_id: id })} /> : null}
      {open === 'rule' ? <RuleDialog rule={direct} onClose={close} /> : null}
    </section>
  );
}

/** One line: dashed with 建議 while it is the machine's, solid with 「您改」 once a person changed it. */
function Line({ item, report, may, onCheck, onEdit }: { item: DraftItem; report: Report; may: boolean; onCheck: (checked: boolean) => void; onEdit: () => void }) {
  const t = useT(reviewMessages);
  const ui = useT(uiMessages);
  const term = useTerm();
  const language = useLang();
  const reference = useReference();
  const sexAge = useSexAge();
  const subject = report.subjects.find((s) => s.id === item.subject_id);
  const who = subject?.person?.name ?? subject?.name ?? subject?.nickname ?? t('unknown');
  const programme = reference?.programmes.find((p) => p.code === item.programme);
  const what = term('short', item.programme) === item.programme && programme ? programme[language === 'zh' ? 'name_zh' : 'name_en'] : term('short', item.programme);
  const outcome = term('outcome', outcomeWord(item));
  const unit = item.suggested?.unit?.id === item.unit_id ? item.suggested.unit.name : (reference?.units.find((u) => u.id === item.unit_id)?.name ?? '');
  const due = item.suggested?.due[0];
  const wrong = missing(item, programme?.grades ?? []);
  const own = item.suggested === null || item.outcome !== item.suggested.outcome || item.grade !== item.suggested.grade || item.unit_id !== (item.suggested.unit?.id ?? null);
  return (
    <tr className={`${own ? styles.own : ''}${item.checked ? '' : ` ${styles.off}`}`}>
      <td><label className={styles.check}><input type="checkbox" checked={item.checked} disabled={!may} onChange={(event) => onCheck(event.target.checked)} aria-label={t('chooseWhat', { outcome, who, programme: what })} /></label></td>
      <td><span className="facts-row"><span>{who}</span><span>{sexAge(subject?.person?.sex ?? subject?.sex ?? null, subject?.person?.age ?? subject?.age ?? subject?.age_estimated ?? null)}</span></span></td>
      <td>{item.outcome === 'dispatch' ? what : outcome}</td>
      <td>{item.outcome === 'dispatch' ? (item.grade ? <b>{term('grade', item.grade)}</b> : (programme?.grades.length ?? 0) > 0 ? <Wrong words={t('missing.grade')} /> : t('noGrade')) : <span className="hint">{item.outcome === 'notice' ? what : ''}</span>}</td>
      <td>
        {unit ? <span>{unit}</span> : item.to_county ? <span>{item.to_county}</span> : wrong.includes('unit') ? <Wrong words={t('missing.unit')} /> : null}
        {item.suggested?.lead && item.case_id ? <span className={`hint ${styles.duty}`}>{t('caseLead', { who: item.suggested.lead.name })}</span> : null}
        {item.suggested?.worker_on_duty && item.suggested.unit?.id === item.unit_id ? <span className={`hint ${styles.duty}`}>{t('onDutyWorker', { who: item.suggested.worker_on_duty.name })}</span> : null}
      </td>
      <td>{due ? <span className="facts-row"><span>{term('rule', due.rule) === due.rule ? '' : term('rule', due.rule)}</span><time className="nb" dateTime={due.due_at}>{rocDateTime(due.due_at, language, { year: false })}</time></span> : null}</td>
      <td>
        <span className={styles.by}>
          {own ? <b>{t('mine')}</b> : <span className="sug-word">{ui('suggestion')}</span>}
          {wrong.includes('override_reason') ? <Wrong words={t('missing.override_reason')} /> : null}
          {may ? <LinkButton onClick={onEdit} aria-label={t('changeWhat', { who, programme: what })} aria-haspopup="dialog">{t('change')}</LinkButton> : null}
        </span>
      </td>
    </tr>
  );
}

function Wrong({ words }: { words: string }) {
  return <span className={styles.wrong} title={words}><Icon name="tri" />{words}</span>;
}
