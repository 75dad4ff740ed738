import { useLang } from '../../i18n/lang.ts';
import { type Catalogue, defineMessages } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import type { HistoryLine } from './model.ts';

/** Journal kinds as people say them. A kind without words is shown as its last part, never hidden. */
export const historyMessages = defineMessages(
  {
    'case.opened': '開案', 'case.created': '成案', 'case.open': '成案', 'case.assess': '評估', 'case.assessed': '評估', 'case.contact': '接觸', 'case.note': '記事', 'case.goal': '目標', 'case.goal_met': '目標結果', 'case.close': '結案', 'case.closed': '結案', 'case.read_closing': '第二人讀過結案', 'case.reassign': '改派', 'case.reassigned': '改派', 'case.linked': '連結案件', 'case.re_report': '再通報', 'case.notice': '在案通知', 'case.grade': '重新分級',
    'assignment.sent': '派案', 'assignment.assign': '分案', 'assignment.assigned': '分案', 'assignment.accept': '已接', 'assignment.accepted': '已接', 'assignment.dispute': '爭議', 'assignment.rule': '裁定', 'assignment.escalated': '升級通知', 'decision.made': '篩派決定', 'report.received': '受理通報', 'report.decided': '篩派決定', 'clock.stopped': '時限完成', 'clock.escalated': '時限升級', 'transition.respond': '回覆轉知',
  },
  {
    'case.opened': 'Opened', 'case.created': 'Case created', 'case.open': 'Case created', 'case.assess': 'Assessed', 'case.assessed': 'Assessed', 'case.contact': 'Contact', 'case.note': 'Note', 'case.goal': 'Goal', 'case.goal_met': 'Result of a goal', 'case.close': 'Closed', 'case.closed': 'Closed', 'case.read_closing': 'Closing read by a second reader', 'case.reassign': 'Reassigned', 'case.reassigned': 'Reassigned', 'case.linked': 'Case linked', 'case.re_report': 'Re-report', 'case.notice': 'Notice on the open case', 'case.grade': 'Re-graded',
    'assignment.sent': 'Dispatched', 'assignment.assign': 'Assigned', 'assignment.assigned': 'Assigned', 'assignment.accept': 'Accepted', 'assignment.accepted': 'Accepted', 'assignment.dispute': 'Disputed', 'assignment.rule': 'Ruling', 'assignment.escalated': 'Escalated', 'decision.made': 'Screening decision', 'report.received': 'Report received', 'report.decided': 'Screening decision', 'clock.stopped': 'Clock met', 'clock.escalated': 'Clock escalated', 'transition.respond': 'Notice answered',
  },
);

const groups = ['outcome', 'assessment_outcome', 'finding', 'close_reason', 'grade', 'contact_kind', 'state', 'kind'] as const;

export function useHistoryWords() {
  const language = useLang();
  const term = useTerm();
  const words = (historyMessages as unknown as Catalogue<Record<string, string>>)[language];
  const title = (h: HistoryLine): string => words[h.kind] ?? words[h.kind.replace(/_/g, '.')] ?? h.kind.split('.').pop() ?? h.kind;
  /** Coded arguments in words; ids and times stay out of the sentence. */
  const detail = (h: HistoryLine): string =>
    Object.entries(h.args ?? {}).flatMap(([key, value]) => {
      if (typeof value !== 'string' || value === '' || /(^|_)(id|at|version)$/.test(key)) return [];
      const group = groups.find((g) => g === key || (g === 'grade' && key === 'regrade') || (g === 'outcome' && key === 'verdict'));
      if (group) return [term(group, value)];
      return ['reason', 'text', 'name', 'worker', 'unit', 'note'].includes(key) ? [value] : [];
    }).join(language === 'zh' ? '，' : ', ');
  return { title, detail };
}
