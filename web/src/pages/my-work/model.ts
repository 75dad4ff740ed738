/** Shapes of the work after dispatch, shared by 我的工作, the supervisor's board and the disputes. */
import type { AccountBrief, Args, Id, Instant, PersonBrief, Reason, Unit } from '../../api/types.ts';

export interface Task { clock_id: Id; rule: string; due_at: Instant; started_at?: Instant | null; state: string; action: string; case_id: Id | null; report_id: Id | null; assignment_id: Id | null; transition_id: Id | null; subject: PersonBrief | null }
export interface Work { overdue: Task[]; today: Task[]; week: Task[]; returned: { id: Id; kind: string; at?: Instant; args?: Args; case_id?: Id | null }[]; caseload: { open: number; weighted: number }; /** One's own turn of duty: running, or over since a few hours. */ duty?: { kind: string; starts_at: Instant; ends_at: Instant; checked_out_at: Instant | null; overtime_minutes: number | null } | null; calendar: { at: Instant; kind: string; args: Args }[] }
export interface Assignment {
  id: Id; version: number; decision_id: Id; report_id: Id; case_id?: Id | null; subject: PersonBrief | null; programme: string; grade: string | null; unit: Unit | string | null; state: string; sent_at: Instant;
  worker: AccountBrief | null; accept_due_at: Instant | null; accepted_at: Instant | null; escalation: number;
  clocks: { id?: Id; rule: string; due_at: Instant; title_zh?: string; title_en?: string; person?: PersonBrief | null }[];
  dispute: { reason: string; by?: AccountBrief | null; at?: Instant | null; proposed_unit?: Unit | string | null; proposed_unit_id?: Id | null } | null;
}
export interface Transition {
  id: Id; version: number; kind: string; state: string; case_id: Id | null; report_id: Id | null; subject?: PersonBrief | null; programme?: string | null; /** Of the case that a notice to its lead is about. */ grade?: string | null; from?: AccountBrief | null; sent_at?: Instant | null; due_at?: Instant | null; note?: string | null; summary?: string | null;
  /** Of an escalation: the clock that ran out; of the past ("backlog"), how many. */ rule?: string | null; count?: number | null;
}
export interface WorkerCard { account: AccountBrief; suggested: boolean; rank: number; open_cases: number; weighted: number; on_duty: boolean; languages: string[]; continuity: boolean; seniority_years: number | null; leave: { from: string; until: string | null } | null; reasons: Reason[] }
export interface Board { unassigned: Assignment[]; /** Sent to a worker who has not pressed 已接 yet. */ unacknowledged: Assignment[]; countersigns: Countersign[] | { items: Countersign[] }; disputes: Assignment[]; workers: Load[]; closings_to_read: Closing[] }
export interface Countersign { id: Id; version?: number; report_id: Id; report_no?: string | null; subject?: PersonBrief | { name?: string | null; text?: string | null } | null; programme: string; outcome?: string; reason_code: string | null; note: string | null; decided_by: AccountBrief | null; decided_at: Instant; due_at?: Instant | null }
export interface Load { account: AccountBrief; open: number; weighted: number; overdue: number; new_30d: number; on_duty: boolean; leave: { from: string; until: string | null } | null }
export interface Closing { id?: Id; case_id?: Id; case_no?: string | null; programme?: string; subject?: PersonBrief | null; person?: PersonBrief | null; closed_at?: Instant | null; lead?: AccountBrief | null }

export const listOf = <T>(answer: T[] | { items: T[] }): T[] => (Array.isArray(answer) ? answer : answer.items);

/** What a task's one button does. */
export type TaskAction = 'contact' | 'assess' | 'accept' | 'answer' | 'case' | 'report' | 'board';
export function taskAction(task: Task): TaskAction {
  const rule = task.rule.split('.')[0] as string;
  if (rule === 'accept' && task.assignment_id) return 'accept';
  if (['notice_answer', 'notice_seen'].includes(rule) && task.transition_id) return 'answer';
  if (['assign', 'countersign', 'dispute_unit'].includes(rule)) return 'board';
  if (task.case_id && ['grade_1_face_to_face', 'first_contact', 'contact_again', 'next_try'].includes(rule)) return 'contact';
  if (task.case_id && rule === 'assessment') return 'assess';
  return task.case_id ? 'case' : 'report';
}
export const taskHref = (task: Task): string => {
  const action = taskAction(task);
  if (action === 'board') return '/board';
  if (task.case_id) return `/cases/${task.case_id}${action === 'contact' ? '?tab=records' : ''}`;
  return `/queue/${task.report_id ?? ''}`;
};
