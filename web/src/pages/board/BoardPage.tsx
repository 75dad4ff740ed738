import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { rocDate, rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag, TimeLeft, useSexAge, When } from '../../ui/Status.tsx';
import { type Assignment, type Board, type Closing, type Countersign, listOf, type Load } from '../my-work/model.ts';
import { CountersignDialog, DisputeDialog, ReassignDialog } from './dialogs.tsx';
import { boardMessages } from './messages.ts';
import { WorkerCards } from './WorkerCards.tsx';
import styles from './board.module.css';

/** Everything a supervisor must still do on the left; who could do it, and how loaded they are, on the right. */
export default function BoardPage() {
  const t = useT(boardMessages);
  useTitle(t('title'));
  const query = useQuery({ queryKey: ['board'], queryFn: ({ signal }) => api.get<Board>('/board', signal), refetchInterval: 60_000 });
  if (query.isPending) return <Loading lines={10} />;
  if (query.isError) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return <BoardView board={query.data} />;
}

function useSubject() {
  const t = useT(boardMessages);
  const sexAge = useSexAge();
  return (a: Pick<Assignment, 'subject'>) => (a.subject ? `${a.subject.name} ${sexAge(a.subject.sex, a.subject.age)}`.trim() : t('unknownPerson'));
}

function BoardView({ board }: { board: Board }) {
  const t = useT(boardMessages);
  const subject = useSubject();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [disputing, setDisputing] = useState<Assignment | null>(null);
  const [signing, setSigning] = useState<Countersign | null>(null);
  const open = [...board.unassigned, ...board.unacknowledged];
  const chosen = open.find((a) => a.id === chosenId) ?? open[0] ?? null;
  const countersigns = listOf(board.countersigns);
  return (
    <div className={styles.page}>
      <div className={styles.left}>
        <h1>{t('title')}</h1>
        <Group title={t('unassigned')} n={board.unassigned.length}>
          {board.unassigned.length === 0 ? <Empty title={t('nothingUnassigned')}><p>{t('nothingUnassignedText')}</p></Empty> : (
            <ul>{board.unassigned.map((a) => <li key={a.id}><AssignmentRow assignment={a} on={a.id === chosen?.id} onChoose={() => setChosenId(a.id)} /></li>)}</ul>
          )}
        </Group>
        {board.unacknowledged.length > 0 ? (
          <Group title={t('unacknowledged')} n={board.unacknowledged.length}>
            <ul>{board.unacknowledged.map((a) => <li key={a.id}><AssignmentRow assignment={a} on={a.id === chosen?.id} onChoose={() => setChosenId(a.id)} /></li>)}</ul>
          </Group>
        ) : null}
        <Group title={t('countersigns')} n={countersigns.length}>
          {countersigns.length === 0 ? <p className={styles.none}>{t('nothingCountersign')}</p> : <ul>{countersigns.map((c) => <CountersignRow key={c.id} item={c} onOpen={() => setSigning(c)} />)}</ul>}
        </Group>
        {board.disputes.length > 0 ? <Group title={t('disputes')} n={board.disputes.length}><ul>{board.disputes.map((d) => <DisputeRow key={d.id} assignment={d} />)}</ul></Group> : null}
        <Group title={t('closings')} n={board.closings_to_read.length}>
          {board.closings_to_read.length === 0 ? <p className={styles.none}>{t('nothingClosings')}</p> : <ul>{board.closings_to_read.map((c) => <ClosingRow key={c.case_id ?? c.id ?? ''} closing={c} />)}</ul>}
        </Group>
      </div>
      <div className={styles.right}>
        {chosen ? (
          <>
            <header className={styles.chosen}>
              <h2>{subject(chosen)}</h2>
              <AssignmentFacts assignment={chosen} />
              <span className="field-row end"><Link className="btn btn-light" href={`/queue/${chosen.report_id}`}>{t('openReport')}</Link><Button look="light" onClick={() => setDisputing(chosen)} aria-haspopup="dialog">{t('dispute')}</Button></span>
            </header>
            <WorkerCards key={chosen.id} assignment={chosen} name={subject(chosen)} onDone={() => setChosenId(null)} />
          </>
        ) : null}
        <Workload workers={board.workers} />
      </div>
      {disputing ? <DisputeDialog assignment={disputing} onClose={() => setDisputing(null)} /> : null}
      {signing ? <CountersignDialog item={signing} onClose={() => setSigning(null)} /> : null}
    </div>
  );
}

function Group({ title, n, children }: { title: string; n: number; children: ReactNode }) {
  const t = useT(boardMessages);
  return <section className={styles.group} aria-label={title}><h2>{title}<span>{t('count', { n })}</span></h2>{children}</section>;
}

function AssignmentFacts({ assignment: a }: { assignment: Assignment }) {
  const t = useT(boardMessages);
  const term = useTerm();
  const language = useLang();
  const due = [...a.clocks].sort((x, y) => x.due_at.localeCompare(y.due_at))[0];
  return (
    <span className="facts-row">
      {a.grade ? <Tag strong>{term('grade', a.grade)}</Tag> : null}
      <span>{term('kind', a.programme)}</span>
      {due ? <TimeLeft due={due.due_at} start={a.sent_at} /> : null}
      {a.worker ? <span>{t('sentTo', { name: a.worker.name })}</span> : null}
      <span className="meta">{t('sentAt', { at: rocDateTime(a.sent_at, language, { year: false }) })}</span>
    </span>
  );
}

function AssignmentRow({ assignment: a, on, onChoose }: { assignment: Assignment; on: boolean; onChoose: () => void }) {
  const subject = useSubject();
  return (
    <button type="button" className={styles.row} aria-pressed={on} onClick={onChoose}>
      <b>{subject(a)}</b>
      <AssignmentFacts assignment={a} />
    </button>
  );
}

function CountersignRow({ item, onOpen }: { item: Countersign; onOpen: () => void }) {
  const t = useT(boardMessages);
  const term = useTerm();
  const language = useLang();
  const name = item.subject && 'name' in item.subject ? item.subject.name : null;
  return (
    <li className={styles.item}>
      <div>
        <p><b>{name ?? item.report_no ?? ''}</b> {term('kind', item.programme)}</p>
        <p className="meta">{t('notDispatched', { reason: term('not_dispatched_reason', item.reason_code) })}</p>
        <p className="meta facts-row"><span>{t('by', { who: item.decided_by?.name ?? '', at: rocDateTime(item.decided_at, language, { year: false }) })}</span>{item.due_at ? <TimeLeft due={item.due_at} start={item.decided_at} /> : null}</p>
      </div>
      <Button onClick={onOpen} aria-haspopup="dialog">{t('countersign')}</Button>
    </li>
  );
}

function DisputeRow({ assignment: a }: { assignment: Assignment }) {
  const subject = useSubject();
  const term = useTerm();
  return <li className={styles.item}><div><p><b>{subject(a)}</b> {term('kind', a.programme)}</p><p className="meta">{a.dispute?.reason}</p></div></li>;
}

function ClosingRow({ closing: c }: { closing: Closing }) {
  const t = useT(boardMessages);
  const person = c.subject ?? c.person;
  return (
    <li className={styles.item}>
      <div><p><b>{person?.name ?? ''}</b> {c.case_no}</p><p className="meta">{c.lead?.name} {c.closed_at ? <When at={c.closed_at} full /> : null}</p></div>
      <Link className="btn" href={`/cases/${c.case_id ?? c.id ?? ''}?tab=overview`}>{t('readClosing')}</Link>
    </li>
  );
}

/** Load in counts, never ranked in red and green. */
function Workload({ workers }: { workers: readonly Load[] }) {
  const jobTitle = useJobTitle();
  const t = useT(boardMessages);
  const language = useLang();
  const [moving, setMoving] = useState<Load | null>(null);
  const state = (w: Load) => (w.leave ? <Status kind="todo">{w.leave.until ? t('leaveUntil', { date: rocDate(w.leave.until, language) }) : t('onLeave')}</Status> : w.on_duty ? <Status kind="doing">{t('onDuty')}</Status> : <span className="meta">{t('available')}</span>);
  return (
    <section className={`panel ${styles.table}`} aria-label={t('workers')}>
      <h2>{t('workers')}</h2>
      <table className="table">
        <thead><tr><th scope="col">{t('colWorker')}</th>{[t('colOpen'), t('colWeighted'), t('colOverdue'), t('colNew')].map((h) => <th key={h} scope="col" className="num">{h}</th>)}<th scope="col">{t('colState')}</th><th scope="col">{t('colAct')}</th></tr></thead>
        <tbody>
          {workers.map((w) => (
            <tr key={w.account.id}>
              <th scope="row">{w.account.name} <span className="meta">{jobTitle(w.account.title)}</span></th>
              <td className="num">{w.open}</td><td className="num">{w.weighted}</td><td className="num">{w.overdue > 0 ? <b>{w.overdue}</b> : 0}</td><td className="num">{w.new_30d}</td>
              <td>{state(w)}</td>
              <td>{w.open > 0 ? <Button look="light" onClick={() => setMoving(w)} aria-haspopup="dialog">{t('reassign')}</Button> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {moving ? <ReassignDialog worker={moving} workers={workers} onClose={() => setMoving(null)} /> : null}
    </section>
  );
}
