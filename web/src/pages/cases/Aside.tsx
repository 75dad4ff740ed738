import { useState } from 'react';
import { Link } from 'wouter';
import { useAccount } from '../../api/queries.ts';
import { api } from '../../api/client.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorSummary } from '../../ui/State.tsx';
import { Tag, TimeLeft } from '../../ui/Status.tsx';
import { AssessDialog, CloseDialog } from './Decisions.tsx';
import { caseMessages } from './messages.ts';
import { actionOf, type CasePage, mayAssess, mayClose, openClocks } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import { useStep } from './useStep.ts';
import styles from './cases.module.css';

/** What to do next, by time left; the decisions this case is ready for. */
export function Aside({ page, onContact, reload }: { page: CasePage; onContact: (person: string | null) => void; reload: () => void }) {
  const t = useT(caseMessages);
  const words = useCaseWords();
  const language = useLang();
  const [open, setOpen] = useState<'assess' | 'close' | null>(null);
  const clocks = openClocks(page);
  const { state } = page.case;
  return (
    <aside className={styles.aside} aria-label={t('next')}>
      <section aria-labelledby="next-title">
        <h2 id="next-title">{t('next')}<span className="meta">{t('nextCount', { n: clocks.length })}</span></h2>
        {clocks.length === 0 ? <p className="meta">{t('nothingNext')}</p> : (
          <ul className={styles.nx}>
            {clocks.map((c) => (
              <li key={c.id}>
                <b>{words.clock(c)}</b>
                <p className="facts-row"><TimeLeft due={c.due_at} start={c.started_at} /><span>{rocDateTime(c.due_at, language, { year: false })}</span>{c.certainty === 'assumption' ? <span title={c.source}><Tag>{t('assumed')}</Tag></span> : null}</p>
                {c.again_report_id ? <p className="meta"><Link href={`/queue/${c.again_report_id}`}>{t('fromReport', { at: rocDateTime(c.started_at, language, { year: false }) })}</Link></p> : null}
                {actionOf(c.rule) === 'contact' ? <Button onClick={() => onContact(c.person?.id ?? page.case.person?.id ?? null)}>{t('doContact')}</Button> : null}
                {c.rule.startsWith('notice_') ? <Link className="btn" href="/my-work">{t('doAnswer')}</Link> : null}
                {actionOf(c.rule) === 'assess' && page.case.decides && mayAssess(state) ? <Button onClick={() => setOpen('assess')}>{t('doAssess')}</Button> : null}
              </li>
            ))}
          </ul>
        )}
      </section>
      {(page.case.decides && (mayAssess(state) || mayClose(state))) || state === 'closed' ? (
        <section aria-labelledby="actions-title">
          <h2 id="actions-title">{t('actions')}</h2>
          <div className={styles.actions}>
            {page.case.decides && mayAssess(state) ? <Button onClick={() => setOpen('assess')} aria-haspopup="dialog">{t('assessTitle')}</Button> : null}
            {page.case.decides && mayClose(state) ? <Button look="light" onClick={() => setOpen('close')} aria-haspopup="dialog">{t('doClose')}</Button> : null}
            {state === 'closed' ? <ReadClosing page={page} /> : null}
          </div>
        </section>
      ) : null}
      {open === 'assess' ? <AssessDialog page={page} onClose={() => setOpen(null)} reload={reload} /> : null}
      {open === 'close' ? <CloseDialog page={page} onClose={() => setOpen(null)} reload={reload} /> : null}
    </aside>
  );
}

/** After closing somebody else reads why; never the one who closed. */
function ReadClosing({ page }: { page: CasePage }) {
  const t = useT(caseMessages);
  const account = useAccount();
  const step = useStep([['case', page.case.id], ['board']]);
  if (page.case.close_reader) return <p className="meta">{t('readBy', { who: page.case.close_reader.name })}</p>;
  if (!account || account.id === page.case.lead?.id) return <p className="meta">{t('notRead')}</p>;
  return (
    <>
      <p className="meta">{t('readClosingText')}</p>
      <ErrorSummary errors={[]} problem={step.problem} />
      <Button busy={step.busy} onClick={() => void step.run((key) => api.post(`/cases/${page.case.id}/read-closing`, {}, { key, version: page.case.version }), t('readSaved'))}>{t('readClosing')}</Button>
    </>
  );
}
