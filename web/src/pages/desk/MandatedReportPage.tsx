import { Link } from 'wouter';
import { useTitle } from '../../app/title.ts';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../../ui/Button.tsx';
import { useShortcuts } from '../../ui/keys.ts';
import { ErrorSummary } from '../../ui/State.tsx';
import styles from './desk.module.css';
import type { DeskDraft } from './draft.ts';
import { deskMessages } from './messages.ts';
import { Receipt } from './Receipt.tsx';
import { ReportForm } from './ReportForm.tsx';
import { resetDesk, updateDesk, useDesk } from './store.ts';
import { useSubmit } from './useSubmit.ts';

/** A teacher, nurse or officer reports; the account says who they are, so no reporter's name is asked. */
export default function MandatedReportPage() {
  const t = useT(deskMessages);
  const { draft, key } = useDesk('mandated');
  const { submit, errors, problem, busy, receipt, clear } = useSubmit(draft, key, null);
  useTitle(t('mandatedTitle'));
  useShortcuts(receipt === null ? [{ keys: 'ctrl Enter', label: t('shortcutSubmit'), run: () => void submit() }] : []);
  if (receipt) return <div className={styles.done}><Receipt receipt={receipt} onNext={() => { resetDesk('mandated'); clear(); }} nextWords={t('newReport')} review={false} /></div>;
  return (
    <form className={styles.page} noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <header className={styles.bar}>
        <h1>{t('mandatedTitle')}</h1>
        <span className="meta">{t('mandatedHint')}</span>
        <span className="end field-row"><Link href="/mandated/reports" className="btn btn-light">{t('myReports')}</Link><Button look="main" type="submit" busy={busy} keys="Ctrl+Enter">{t('submit')}</Button></span>
      </header>
      <div className={`${styles.columns} ${styles.single}`}>
        <div className={styles.form}>
          <ErrorSummary errors={errors} problem={problem} />
          <ReportForm draft={draft} set={(change: Partial<DeskDraft>) => updateDesk('mandated', { draft: { ...draft, ...change } })} errorFor={(id) => errors.find((e) => e.id === id)?.message} channel="mandated" />
          <div><Button look="main" type="submit" busy={busy}>{t('submit')}</Button></div>
        </div>
      </div>
    </form>
  );
}
