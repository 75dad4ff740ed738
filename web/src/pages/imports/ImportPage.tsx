import { useState } from 'react';
import { Link } from 'wouter';
import { api, Problem } from '../../api/client.ts';
import { queryClient } from '../../api/queries.ts';
import type { ImportResult } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemView } from '../../ui/State.tsx';
import { Status } from '../../ui/Status.tsx';
import styles from './imports.module.css';
import { importMessages } from './messages.ts';

const mostBytes = 10 * 1024 * 1024;

/** CSV with a trial run: nothing is written until the result has been seen. */
export default function ImportPage() {
  const t = useT(importMessages);
  const [file, setFile] = useState<File | null>(null);
  const [trial, setTrial] = useState<ImportResult | null>(null);
  const [done, setDone] = useState<ImportResult | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refused, setRefused] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  useTitle(t('title'));

  const send = async (chosen: File, dry: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      const result = await api.upload<ImportResult>(`/imports${dry ? '?dry_run=1' : ''}`, await chosen.text(), 'text/csv', undefined, dry ? undefined : key);
      if (dry) setTrial(result);
      else {
        setDone(result);
        void queryClient.invalidateQueries({ queryKey: ['queue'] });
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = (chosen: File | undefined) => {
    setTrial(null);
    setDone(null);
    setProblem(null);
    setKey(crypto.randomUUID());
    setFile(chosen ?? null);
    const wrong = !chosen ? undefined : !/\.csv$/i.test(chosen.name) ? t('wrongType') : chosen.size > mostBytes ? t('tooBig') : undefined;
    setRefused(wrong);
    if (chosen && wrong === undefined) void send(chosen, true);
  };
  const result = done ?? trial;
  return (
    <div className={styles.page}>
      <h1>{t('title')}</h1>
      <p className="meta">{t('lead')}</p>
      <section className={`panel ${styles.card}`}>
        <Field label={t('choose')} hint={t('chooseHint')} error={refused}>
          {(wiring) => <input {...wiring} key={key} type="file" accept=".csv,text/csv" onChange={(event) => choose(event.target.files?.[0])} />}
        </Field>
        <p role="status" className="meta">{busy ? t('reading') : ''}</p>
      </section>
      {problem ? <ProblemView error={problem} onRetry={file ? () => void send(file, trial === null) : undefined} /> : null}
      {result ? (
        <section className={`panel ${styles.card}`} aria-labelledby="import-result" role="status">
          <h2 id="import-result" className="facts-row">{done ? <Status kind="done">{t('done', { n: done.new.length })}</Status> : t('dry')}<span className="meta">{t('rows', { n: result.rows_in })}</span></h2>
          <p className="facts-row">
            <Status kind="doing">{t('isNew', { n: result.new.length })}</Status><Status kind="todo">{t('known', { n: result.known.length })}</Status>
            {result.rejected.length > 0 ? <Status kind="due">{t('rejected', { n: result.rejected.length })}</Status> : null}
          </p>
          {result.rejected.length > 0 ? (
            <>
              <div className={styles.scroll}>
                <table className="table table-compact">
                  <thead><tr><th scope="col" className="num">{t('line')}</th><th scope="col">{t('field')}</th><th scope="col">{t('why')}</th></tr></thead>
                  <tbody>{result.rejected.map((row, i) => <tr key={i}><td className="num">{row.line}</td><td>{row.pointer.replace(/^\//, '')}</td><td>{row.message}</td></tr>)}</tbody>
                </table>
              </div>
              <p className="meta">{t('partial')}</p>
            </>
          ) : null}
          <div className="field-row">
            {done ? <><Link href="/queue" className="btn btn-main">{t('toQueue')}</Link><Button onClick={() => choose(undefined)}>{t('again')}</Button></>
              : result.new.length > 0 && file ? <Button look="main" busy={busy} onClick={() => void send(file, false)}>{t('commit', { n: result.new.length })}</Button> : <span>{t('nothing')}</span>}
          </div>
        </section>
      ) : null}
    </div>
  );
}
