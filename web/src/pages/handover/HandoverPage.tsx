import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { api, Problem } from '../../api/client.ts';
import { queryClient, useAccount } from '../../api/queries.ts';
import type { Handover, HandoverItem, RosterEntry, Shift } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, TimeLeft } from '../../ui/Status.tsx';
import { toast } from '../../ui/Toast.tsx';
import { useSexAge } from '../../ui/Status.tsx';
import { Calls } from './Calls.tsx';
import styles from './handover.module.css';
import { handoverMessages } from './messages.ts';
import { NightPage } from './NightPage.tsx';

const tabs = ['sheet', 'night', 'calls'] as const;

/** The handover sheet, the page for the night, and the calls that were advice. */
export default function HandoverPage() {
  const t = useT(handoverMessages);
  const { tab } = useParams<{ tab?: string }>();
  const [, navigate] = useLocation();
  const here = tabs.find((name) => name === tab) ?? 'sheet';
  useTitle(t('title'));
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <h1>{t('title')}</h1>
        <div className="seg" role="group" aria-label={t('title')}>
          {tabs.map((name) => <button key={name} type="button" aria-pressed={name === here} onClick={() => navigate(name === 'sheet' ? '/handover' : `/handover/${name}`)}>{t(name)}</button>)}
        </div>
        <Button look="light" className="end" onClick={() => print()}><Icon name="print" />{t('print')}</Button>
      </header>
      {here === 'sheet' ? <Sheet /> : here === 'night' ? <NightPage /> : <Calls />}
    </div>
  );
}

interface Current { shift: Shift | null; roster: RosterEntry[]; handover: unknown }

function Sheet() {
  const t = useT(handoverMessages);
  const language = useLang();
  const account = useAccount();
  const sheet = useQuery({ queryKey: ['handover'], queryFn: ({ signal }) => api.get<Handover>('/handover', signal), refetchInterval: 60_000 });
  const current = useQuery({ queryKey: ['shift'], queryFn: ({ signal }) => api.get<Current>('/shifts/current', signal) });
  const [chosen, setChosen] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  if (sheet.isPending) return <Loading />;
  if (sheet.isError) return <ProblemView error={sheet.error} onRetry={() => void sheet.refetch()} />;
  const { items, from, to, state } = sheet.data;
  const open = items.filter((item) => !item.accepted);
  const incoming = account?.id === to?.id;
  const outgoing = account?.id === from?.id;
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      toast(done);
      setChosen([]);
      await queryClient.invalidateQueries({ queryKey: ['handover'] });
      await queryClient.invalidateQueries({ queryKey: ['queue'] });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const shift = current.data?.shift;
  const [starts, ends] = [shift?.starts_at ?? shift?.from, shift?.ends_at ?? shift?.until];
  return (
    <div className={styles.body}>
      <dl className={styles.who}>
        <div><dt>{t('shift')}</dt><dd className="facts-row">{shift ? <span>{t(`shift.${shift.kind}` as 'shift.day')}</span> : null}{starts && ends ? <span className="meta nb">{rocDateTime(starts, language, { year: false })}–{rocDateTime(ends, language, { year: false }).slice(-5)}</span> : null}</dd></div>
        <div><dt>{t('from')}</dt><dd>{from?.name ?? t('nobody')}</dd></div>
        <div><dt>{t('to')}</dt><dd>{to?.name ?? t('nobody')}</dd></div>
        <div><dt>{t('sheet')}</dt><dd>{state === 'accepted' ? <Status kind="done">{t('stateAccepted')}</Status> : state === 'signed_out' ? <Status kind="doing">{t('stateOut')}</Status> : <Status kind="todo">{t('stateDraft')}</Status>}</dd></div>
      </dl>
      {problem ? <ProblemView error={problem} /> : null}
      {items.length === 0 ? <Empty title={t('empty')}><p>{t('emptyText')}</p></Empty> : (
        <section className={`panel ${styles.sheet}`} aria-labelledby="handover-items">
          <header className={styles.sheetHead}>
            <h2 id="handover-items">{t('items', { n: items.length })}</h2>
            <span className="meta">{open.length === 0 ? t('allAccepted') : t('accepted', { n: items.length - open.length })}</span>
            {incoming && open.length > 0 ? (
              <span className="end field-row noprint">
                <span className="meta">{t('youAccept')}</span>
                <Button look="light" onClick={() => setChosen(open.map((item) => item.id))}>{t('acceptAll')}</Button>
                <Button look="main" busy={busy} aria-disabled={chosen.length === 0} onClick={() => void run(() => api.post('/handover/accept', { items: chosen }), t('acceptedToast', { n: chosen.length }))}>{chosen.length === 0 ? t('acceptNone') : t('acceptChosen', { n: chosen.length })}</Button>
              </span>
            ) : null}
          </header>
          <table className="table">
            <thead><tr><th scope="col">{t('item')}</th><th scope="col">{t('about')}</th><th scope="col">{t('left')}</th><th scope="col">{t('acceptCol')}</th></tr></thead>
            <tbody>
              {items.map((item) => <Row key={item.id} item={item} chosen={chosen.includes(item.id)} onChoose={incoming && !item.accepted ? (on) => setChosen(on ? [...chosen, item.id] : chosen.filter((id) => id !== item.id)) : null} />)}
            </tbody>
          </table>
        </section>
      )}
      {outgoing && state === 'draft' ? (
        <section className={`panel ${styles.sign} noprint`} aria-label={t('signOut')}>
          <TextField label={t('note')} hint={t('noteHint')} multiline rows={3} maxLength={2000} value={note} onChange={(v) => setNote(v ?? '')} />
          <div className="field-row">
            <Button look="main" busy={busy} aria-disabled={open.length > 0} onClick={() => void run(() => api.post('/handover/sign-out', { note: note.trim() || null }), t('signedOut'))}>{t('signOut')}</Button>
            {open.length > 0 ? <span className="meta facts-row"><span>{t('open', { n: open.length })}</span>{to ? <span>{t('waitFor', { who: to.name })}</span> : null}</span> : null}
          </div>
        </section>
      ) : sheet.data.note ? <section className={`panel ${styles.sign}`}><h2>{t('note')}</h2><p className={styles.note}>{sheet.data.note}</p></section> : null}
      <div className={`printonly ${styles.signatures}`}>{(['from', 'to'] as const).map((side) => <p key={side} className="facts-row"><span>{t(side)}</span><span>{t('signature')}＿＿＿＿＿＿＿＿</span></p>)}</div>
    </div>
  );
}

function Row({ item, chosen, onChoose }: { item: HandoverItem; chosen: boolean; onChoose: ((on: boolean) => void) | null }) {
  const t = useT(handoverMessages);
  const term = useTerm();
  const town = useTownship();
  const sexAge = useSexAge();
  const args = item.args;
  const text = (name: string) => (typeof args[name] === 'string' ? args[name] : '');
  const kinds = Array.isArray(args['kinds']) ? (args['kinds'] as unknown as string[]).map((k) => term('short', k)).join('＋') : text('programme') ? term('short', text('programme')) : '';
  const facts = [kinds, text('name'), sexAge(text('sex') || null, typeof args['age'] === 'number' ? args['age'] : null), town(text('township')), text('topic') ? term('call_topic', text('topic')) : '', text('unit'), text('worker')].filter(Boolean);
  const label = `${t(`kind.${item.kind}` as 'kind.pending')} ${text('report_no')}`;
  return (
    <tr>
      <td><Status kind={item.kind === 'pending' ? 'todo' : item.kind === 'unacknowledged' || item.kind === 'not_seen' ? 'due' : 'doing'} bare>{t(`kind.${item.kind}` as 'kind.pending')}</Status></td>
      <td><span className="facts-row">{item.report_id ? <Link href={`/queue/${item.report_id}`}>{text('report_no') || t('about')}</Link> : null}{facts.map((fact) => <span key={fact}>{fact}</span>)}</span></td>
      <td className="nb">{item.due_at ? <TimeLeft due={item.due_at} /> : null}</td>
      <td>{item.accepted ? <Status kind="done" bare>{t('itemAccepted')}</Status> : onChoose ? <label className="check"><input type="checkbox" checked={chosen} onChange={(event) => onChoose(event.target.checked)} aria-label={`${t('acceptCol')}：${label}`} /></label> : <Status kind="todo" bare>{t('itemOpen')}</Status>}</td>
    </tr>
  );
}
