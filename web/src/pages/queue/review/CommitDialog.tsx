import { useRef, useState } from 'react';
import { api, Problem } from '../../../api/client.ts';
import { useReference } from '../../../api/queries.ts';
import type { Decision, QueueRow } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { rocDateTime } from '../../../lib/roc.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Conflict, ErrorSummary, type FieldError, showValue } from '../../../ui/State.tsx';
import { toast } from '../../../ui/Toast.tsx';
import { useCommitWords } from './DecidePanel.tsx';
import { type DraftItem, missing, needsSummary, outcomeWord, toRequest } from './draft.ts';
import { reviewMessages } from './messages.ts';
import type { Work } from './ReviewPane.tsx';
import styles from './review.module.css';
import type { Unseen } from './unlisted.ts';

/** Sends decisions with one idempotency key, so that a repeated press never decides twice. */
export function useCommit(work: Work, onDone: () => void) {
  const t = useT(reviewMessages);
  const words = useCommitWords();
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const commit = async (items: DraftItem[], summary: string | null): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      const version = await work.ensureClaim();
      if (version === null) return false;
      await api.post<{ decisions: Decision[]; report: QueueRow }>(`/reports/${work.report.id}/decisions`, { items: toRequest(items), summary }, { version, key: key.current });
      toast(t('done', { what: words(items) }));
      await work.reload();
      onDone();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // another attempt after a refusal is another request
      if (!error.offline) key.current = crypto.randomUUID();
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { commit, busy, problem, clear: () => setProblem(null) };
}

/** The last look before dispatch: what goes where by when, the de-identified summary, and what may have been missed. */
export function CommitDialog({ work, items, unseen, onClose, onDone, onEdit }: { work: Work; items: DraftItem[]; unseen: Unseen; onClose: () => void; onDone: () => void; onEdit: (key: string) => void }) {
  const { report } = work;
  const t = useT(reviewMessages);
  const term = useTerm();
  const language = useLang();
  const reference = useReference();
  const words = useCommitWords();
  const [summary, setSummary] = useState(report.summary ?? '');
  const [errors, setErrors] = useState<FieldError[]>([]);
  const { commit, busy, problem, clear } = useCommit(work, onDone);
  const chosen = items.filter((item) => item.checked);
  const grades = (item: DraftItem) => reference?.programmes.find((p) => p.code === item.programme)?.grades ?? [];
  const unlisted = unseen.unlisted.length;
  const children = unseen.unconfirmed.length;
  const unidentified = report.subjects.filter((subject) => subject.identity === 'open').length;
  const name = (item: DraftItem) => { const s = report.subjects.find((x) => x.id === item.subject_id); return s?.person?.name ?? s?.name ?? s?.nickname ?? t('unknown'); };

  const submit = async () => {
    const wrong: FieldError[] = [
      ...(chosen.length === 0 ? [{ id: 'commit-items', message: t('missing.nothing') }] : []),
      ...chosen.flatMap((item) => missing(item, grades(item)).map((what) => ({ id: `commit-${item.key}`, message: `${name(item)}：${t(`missing.${what}`)}` }))),
      ...(needsSummary(items) && summary.trim() === '' ? [{ id: 'commit-summary', message: t('summaryMissing') }] : []),
    ];
    setErrors(wrong);
    if (wrong.length === 0 && (await commit(items, summary.trim() || null))) onClose();
  };
  return (
    <Dialog title={words(items)} onClose={onClose} wide foot={<Button look="main" type="submit" form="commit" busy={busy} keys="Ctrl+Enter">{words(items)}</Button>}>
      <form id="commit" className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        {problem?.conflict ? <Conflict problem={problem} label={(field) => term('field', field)} show={showValue} onReload={() => { clear(); void work.reload(); onClose(); }} /> : <ErrorSummary errors={errors} problem={problem} />}
        <ul className={styles.commitItems} id="commit-items" tabIndex={-1}>
          {chosen.map((item) => (
            <li key={item.key}>
              <b>{term('outcome', outcomeWord(item))}</b>
              <span className="facts-row">
                <span>{name(item)}</span><span>{term('short', item.programme)}</span>
                {item.grade && item.outcome === 'dispatch' ? <b>{term('grade', item.grade)}</b> : null}
                <span>{item.suggested?.unit?.id === item.unit_id ? item.suggested?.unit?.name : reference?.units.find((u) => u.id === item.unit_id)?.name}{item.to_county}</span>
                {item.suggested?.due[0] ? <span className="meta">{t('dueAt', { at: rocDateTime(item.suggested.due[0].due_at, language, { year: false }) })}</span> : null}
              </span>
              <LinkButton id={`commit-${item.key}`} onClick={() => onEdit(item.key)} aria-label={t('changeWhat', { who: name(item), programme: term('short', item.programme) })}>{t('change')}</LinkButton>
            </li>
          ))}
        </ul>
        {unlisted > 0 ? <p className="note note-due"><span className="facts-row"><Icon name="tri" />{t('unlistedWarn', { n: unlisted })}</span></p> : null}
        {unidentified > 0 ? <p className="note note-due"><span className="facts-row"><Icon name="tri" />{children > 0 ? t('unidentifiedMinors', { n: unidentified, m: children }) : t('unidentifiedWarn', { n: unidentified })}</span></p> : null}
        {needsSummary(items) ? <TextField id="commit-summary" label={t('summary')} hint={t('summaryHint')} required multiline rows={5} value={summary} onChange={(v) => setSummary(v ?? '')} maxLength={2000} startHere error={errors.find((e) => e.id === 'commit-summary')?.message} /> : null}
      </form>
    </Dialog>
  );
}
