import { expect, it } from 'vitest';
import { taskAction, taskHref, type Task } from './model.ts';

const task = (rule: string, more: Partial<Task>): Task => ({ clock_id: '1', rule, due_at: '', state: 'open', action: '', case_id: null, report_id: null, assignment_id: null, transition_id: null, subject: null, ...more });

it.each([
  [task('grade_1_face_to_face', { case_id: '9' }), 'contact', '/cases/9?tab=records'],
  [task('first_contact.child_1', { case_id: '9' }), 'contact', '/cases/9?tab=records'],
  [task('assessment.other', { case_id: '9' }), 'assess', '/cases/9'],
  [task('accept.night', { assignment_id: '4', report_id: '2' }), 'accept', '/queue/2'],
  [task('notice_answer', { transition_id: '4', case_id: '9' }), 'answer', '/cases/9'],
  [task('countersign', { report_id: '2' }), 'board', '/board'],
  [task('dispatch_24h', { report_id: '2' }), 'report', '/queue/2'],
])('%o', (t, action, href) => {
  expect(taskAction(t)).toBe(action);
  expect(taskHref(t)).toBe(href);
});
