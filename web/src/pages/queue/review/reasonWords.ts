import { useCallback } from 'react';
import type { Reason } from '../../../api/types.ts';
import { useLang } from '../../../i18n/lang.ts';
import { type Catalogue, defineMessages, fill } from '../../../i18n/messages.ts';
import { useTerm } from '../../../i18n/terms.ts';

export const reasonMessages = defineMessages(
  {
    grade_rule: '{title}', area: '依服務轄區', no_area: '沒有相符的轄區，請自選單位', likely_person: '依可能的對象', own_pupil: '就讀該校，只見本生', open_case: '已在案（{case_no}），通知主責',
     rule: '符合規則{rule}', tipvda: 'TIPVDA {n}分', young_child: '有未滿{n}歲兒少', injury: '有受傷', immediate_danger: '通報申明立即危險', minor_in_household: '同住未成年', school: '就讀學校', same_address: '同一地址', same_person: '同一人，相隔{n}分鐘', same_household: '同一家戶，相隔{n}分鐘', repeated: '12月內第{n}次', continuity: '前案延續', on_duty: '值班中', default_grade: '依預設分級',
  },
  {
    grade_rule: '{title}', area: 'by service area', no_area: 'no matching area: choose the unit', likely_person: 'by the likely person', own_pupil: 'their school; sees its own pupil only', open_case: 'case open ({case_no}): tell the lead', rule: 'matches rule {rule}', tipvda: 'TIPVDA {n}', young_child: 'a child under {n}', injury: 'injured', immediate_danger: 'immediate danger declared', minor_in_household: 'minor in the household', school: 'their school', same_address: 'same address', same_person: 'same person, {n} minutes apart', same_household: 'same household, {n} minutes apart', repeated: 'report {n} in 12 months', continuity: 'continues an earlier case', on_duty: 'on duty', default_grade: 'default grade',
  },
);

/** A reason of the machine in words: {code, args} becomes a phrase; an unknown code shows the county's own word for it. */
export function useReasonWords(): (reason: Reason) => string {
  const language = useLang();
  const term = useTerm();
  return useCallback((reason) => {
    const words = (reasonMessages as Catalogue<Record<string, string>>)[language][reason.code];
    const args = Object.fromEntries(Object.entries(reason.args ?? {}).map(([k, v]) => [k, v === null ? '' : String(v)]));
    return words === undefined ? term('reason', reason.code) : fill(words, { title: language === 'zh' ? (args['title_zh'] ?? '') : (args['title_en'] ?? ''), n: args['minutes'] ?? args['n'] ?? args['value'] ?? args['score'] ?? args['count'] ?? '', ...args });
  }, [language, term]);
}
