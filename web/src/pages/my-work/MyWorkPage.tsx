import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useAccount } from '../../api/queries.ts';
import type { List } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { urgency } from '../../lib/left.ts';
import { useNow } from '../../lib/now.ts';
import { hhmm, instant, rocDateTime, taipeiDate } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorSummary, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag, TimeLeft, useSexAge } from '../../ui/Status.tsx';
import { useStep } from '../cases/useStep.ts';
import { workMessages } from './messages.ts';
import { type Assignment, listOf, type Task, taskAction, taskHref, type Transition, type Work } from './model.ts';
import { RespondDialog } from './RespondDialog.tsx';
import { useWorkWords } from './useWorkWords.ts';
import styles from './work.module.css';

/** One's own day: what waits for 已接, what is late, what is due today and this week; one action a row. */
export default function MyWorkPage() {
  const t = useT(workMessages);
  const work = useQuery({ queryKey: ['my-work'], queryFn: ({ signal }) => api.get<Work>('/my/work', signal), refetchInterval: 60_000 });
  const assignments = useQuery({ queryKey: ['assignments', 'mine'], queryFn: async ({ signal }) => listOf(await api.get<Assignment[] | List<Assignment>>('/assignments?unit=mine&state=assigned', signal)) });
  const transitions = useQuery({ queryKey: ['transitions'], queryFn: async ({ signal }) => listOf(await api.get<Transition[] | List<Transition>>('/transitions', signal)) });
  const account = useAccount();
  const overdue = work.data?.overdue.length ?? 0;
  useTitle(overdue > 0 ? t('titleOverdue', { n: overdue }) : t('title'));
  if (work.isPending) return <Loading lines={10} />;
  if (work.isError) return <ProblemView error={work.error} onRetry={() => void work.refetch()} />;
  const mine = (assignments.data ?? []).filter((a) => a.worker?.id === account?.id && !a.accepted_at);
  const open = (transitions.data ?? []).filter((x) => x.state === 'open');
  return <Day work={work.data} mine={mine} notices={open} />;
}

function Day({ work, mine, notices }: { work: Work; mine: Assignment[]; notices: Transition[] }) {
  const t = useT(workMessages);
  const language = useLang();
  const account = useAccount();
  const nowMs = useNow();
  const [answering, setAnswering] = useState<Transition | null>(null);
  const unit = typeof account?.unit === 'string' ? account.unit : account?.unit?.name;
  const nothing = mine.length + notices.length + work.overdue.length + work.today.length + work.week.length === 0;
  // what already stands above as 待接 or 通知 is not said twice
  const once = (tasks: Task[]) => tasks.filter((x) => !mine.some((a) => a.id === x.assignment_id && taskAction(x) === 'accept') && !notices.some((n) => n.id === x.transition_id));
  const list = (title: string, all: Task[], emptyText?: string, tasks = once(all)) => (
    <Section title={title} n={tasks.length}>
      {tasks.length === 0 ? (emptyText ? <p className={styles.none}>{emptyText}</p> : null) : <Rows tasks={tasks} mine={mine} notices={notices} onAnswer={setAnswering} />}
    </Section>
  );
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        <span className="meta facts-row"><span>{rocDateTime(new Date(nowMs).toISOString(), language)}</span><span>{account?.name}</span><span>{unit}</span></span>
        <span className={`facts-row end`}><Tag>{t('load', { n: work.caseload.open })}</Tag><Tag>{t('weighted', { n: work.caseload.weighted })}</Tag></span>
      </header>
      {work.duty ? <Duty duty={work.duty} /> : null}
      <div className={styles.cols}>
        <div className={styles.work}>
          {nothing ? <Empty title={t('empty')}><p>{t('emptyText')}</p></Empty> : (
            <>
              {mine.length > 0 ? <Section title={t('accept')} n={mine.length}><ul className={styles.rows}>{mine.map((a) => <AcceptRow key={a.id} assignment={a} />)}</ul></Section> : null}
              {notices.length > 0 ? <Section title={t('notices')} n={notices.length}><ul className={styles.rows}>{notices.map((x) => <NoticeRow key={x.id} notice={x} onAnswer={() => setAnswering(x)} />)}</ul></Section> : null}
              {once(work.overdue).length > 0 ? list(t('overdue'), work.overdue) : null}
              {list(t('today'), work.today, t('nothingToday'))}
              {once(work.week).length > 0 ? list(t('week'), work.week) : null}
            </>
          )}
        </div>
        <Side work={work} />
      </div>
      {answering ? <RespondDialog transition={answering} onClose={() => setAnswering(null)} /> : null}
    </div>
  );
}

/** One's own turn of duty; ending it after its hours records 補休. */
function Duty({ duty }: { duty: NonNullable<Work['duty']> }) {
  const t = useT(workMessages);
  const nowMs = useNow();
  const step = useStep([['my-work'], ['shift']]);
  const over = instant(duty.ends_at) <= nowMs;
  const kind: Record<string, string> = { night: t('duty.night'), day: t('duty.day'), evening: t('duty.evening') };
  const hours = (minutes: number) => t('hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
  return (
    <section className={styles.duty} aria-label={t('duty')}>
      <b>{kind[duty.kind] ?? t('duty')}</b><span className="meta">{hhmm(duty.starts_at)}–{hhmm(duty.ends_at)}</span>
      {duty.checked_out_at ? <Status kind="done">{t('dutyOver', { at: hhmm(duty.checked_out_at), time: hours(duty.overtime_minutes ?? 0) })}</Status>
        : over ? <><span>{t('dutyExtra', { time: hours(Math.floor((nowMs - instant(duty.ends_at)) / 60_000)) })}</span><Button look="light" busy={step.busy} onClick={() => void step.run((key) => api.post('/my/duty/end', {}, { key }), t('dutySaved'))}>{t('dutyEnd')}</Button></>
        : <Status kind="doing">{t('onDutyNow')}</Status>}
      <ErrorSummary errors={[]} problem={step.problem} />
    </section>
  );
}

function Section({ title, n, children }: { title: string; n: number; children: ReactNode }) {
  const t = useT(workMessages);
  return <section aria-label={title}><h2>{title}<span>{t('count', { n })}</span></h2>{children}</section>;
}

const FIRST = 12;

function Rows({ tasks, mine, notices, onAnswer }: { tasks: Task[]; mine: Assignment[]; notices: Transition[]; onAnswer: (t: Transition) => void }) {
  const t = useT(workMessages);
  const [all, setAll] = useState(false);
  const shown = all ? tasks : tasks.slice(0, FIRST);
  return (
    <>
      <ul className={styles.rows}>{shown.map((task) => <TaskRow key={task.clock_id} task={task} assignment={mine.find((a) => a.id === task.assignment_id)} notice={notices.find((x) => x.id === task.transition_id)} onAnswer={onAnswer} />)}</ul>
      {shown.length < tasks.length ? <p className={styles.more}><Button look="light" onClick={() => setAll(true)}>{t('more', { n: tasks.length - shown.length })}</Button></p> : null}
    </>
  );
}

function TaskRow({ task, assignment, notice, onAnswer }: { task: Task; assignment: Assignment | undefined; notice: Transition | undefined; onAnswer: (t: Transition) => void }) {
  const t = useT(workMessages);
  const words = useWorkWords();
  const language = useLang();
  const sexAge = useSexAge();
  const nowMs = useNow();
  const state = urgency(nowMs, task.started_at ? instant(task.started_at) : undefined, instant(task.due_at));
  const action = taskAction(task);
  // before 已接 a task knows its assignment, the assignment knows whom it is about
  const subject = task.subject ?? assignment?.subject ?? null;
  return (
    <li className={styles.w}>
      {state === 'over' ? <Status kind="danger">{t('over')}</Status> : state === 'due' ? <Status kind="due">{t('soon')}</Status> : <Status kind="todo">{t('todo')}</Status>}
      <div>
        <p className={styles.l1}>{subject ? <b>{subject.name} {sexAge(subject.sex, subject.age)}</b> : null}<span>{words('r', task.rule)}</span></p>
        <p className={styles.l2}><TimeLeft due={task.due_at} start={task.started_at ?? undefined} /><span>{t('due', { at: rocDateTime(task.due_at, language, { year: false }) })}</span></p>
      </div>
      {action === 'accept' && assignment ? <AcceptButton assignment={assignment} />
        : action === 'answer' && notice ? <Button look="main" onClick={() => onAnswer(notice)}>{t('a.answer')}</Button>
        : <Link className={state === 'calm' ? 'btn' : 'btn btn-main'} href={taskHref(task)}>{t(`a.${action === 'accept' ? 'report' : action === 'answer' ? 'case' : action}`)}</Link>}
    </li>
  );
}

function AcceptButton({ assignment }: { assignment: Assignment }) {
  const t = useT(workMessages);
  const step = useStep([['my-work'], ['assignments'], ['board'], ['cases']]);
  return (
    <div>
      <Button look="main" busy={step.busy} onClick={() => void step.run((key) => api.post(`/assignments/${assignment.id}/accept`, {}, { key, version: assignment.version }), t('acceptDone'))}>{t('a.accept')}</Button>
      <ErrorSummary errors={[]} problem={step.problem} />
    </div>
  );
}

/** 已接: the one press that tells everybody somebody is on it. */
function AcceptRow({ assignment: a }: { assignment: Assignment }) {
  const t = useT(workMessages);
  const term = useTerm();
  const language = useLang();
  const sexAge = useSexAge();
  return (
    <li className={styles.w}>
      {a.grade ? <Tag strong>{term('grade', a.grade)}</Tag> : <span />}
      <div>
        <p className={styles.l1}><b>{a.subject ? `${a.subject.name} ${sexAge(a.subject.sex, a.subject.age)}` : ''}</b><span>{term('kind', a.programme)}</span></p>
        <p className={styles.l2}>{a.accept_due_at ? <TimeLeft due={a.accept_due_at} start={a.sent_at} /> : null}<span>{t('sentAt', { at: rocDateTime(a.sent_at, language, { year: false }) })}</span></p>
      </div>
      <AcceptButton assignment={a} />
    </li>
  );
}

function NoticeRow({ notice, onAnswer }: { notice: Transition; onAnswer: () => void }) {
  const t = useT(workMessages);
  const words = useWorkWords();
  const term = useTerm();
  const sexAge = useSexAge();
  return (
    <li className={styles.w}>
      <Tag strong>{words('tr', notice.kind)}</Tag>
      <div>
        <p className={styles.l1}>{notice.subject ? <b>{notice.subject.name} {sexAge(notice.subject.sex, notice.subject.age)}</b> : null}{notice.rule ? <span>{notice.rule === 'backlog' ? t('backlog', { n: notice.count ?? 0 }) : words('r', notice.rule)}</span> : null}{notice.programme ? <span>{term('kind', notice.programme)}</span> : null}{notice.case_id ? <Link href={`/cases/${notice.case_id}`}>{t('a.case')}</Link> : null}</p>
        <p className={styles.l2}>{notice.due_at ? <TimeLeft due={notice.due_at} start={notice.sent_at ?? undefined} /> : null}<span>{notice.from?.name}</span>{notice.from ? <span>{typeof notice.from.unit === 'string' ? notice.from.unit : notice.from.unit?.name}</span> : null}</p>
      </div>
      <Button look="main" onClick={onAnswer} aria-haspopup="dialog">{t('respond')}</Button>
    </li>
  );
}

/** What lies ahead today, hour by hour, and what came back. */
function Side({ work }: { work: Work }) {
  const t = useT(workMessages);
  const words = useWorkWords();
  const language = useLang();
  const nowMs = useNow();
  const today = taipeiDate(nowMs);
  const entries = work.calendar.filter((c) => taipeiDate(instant(c.at)) === today).sort((a, b) => a.at.localeCompare(b.at));
  const text = (args: Record<string, unknown>) => ['name', 'subject', 'place', 'text'].flatMap((k) => (typeof args[k] === 'string' ? [args[k]] : [])).join(language === 'zh' ? '　' : ', ');
  return (
    <aside className={styles.side} aria-label={t('schedule')}>
      <h2>{t('schedule')}<span className="meta">{rocDateTime(new Date(nowMs).toISOString(), language, { year: false, time: false })}</span></h2>
      {entries.length === 0 ? <p className="meta">{t('noSchedule')}</p> : (
        <ol className={styles.day}>
          {entries.map((c, i) => (
            <li key={`${c.at}${i}`} data-past={instant(c.at) < nowMs ? '' : undefined}>
              <time dateTime={c.at}>{hhmm(c.at)}</time><span><b>{words('k', c.kind) === c.kind ? words('r', c.kind) : words('k', c.kind)}</b> {text(c.args)}</span>
            </li>
          ))}
        </ol>
      )}
      <h2>{t('returned')}</h2>
      {work.returned.length === 0 ? <p className="meta">{t('noReturned')}</p> : (
        <ul className={styles.day}>{work.returned.map((r) => <li key={r.id}><span><b>{words('tr', r.kind)}</b> {text(r.args ?? {})}</span>{r.case_id ? <Link className="end" href={`/cases/${r.case_id}`}>{t('a.case')}</Link> : null}</li>)}</ul>
      )}
    </aside>
  );
}
