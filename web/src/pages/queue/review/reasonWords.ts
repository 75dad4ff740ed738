import { useCallback } from 'react';
import type { Reason } from '../../../api/types.ts';
import { useLang } from '../../../i18n/lang.ts';
import { type Catalogue, defineMessages, fill } from '../../../i18n/messages.ts';
import { useTerm } from '../../../i18n/terms.ts';

export const reasonMessages = defineMessages(
  {
    service_area: '依服務轄區', area: '依服務轄區', rule: '符合規則{rule}', tipvda: 'TIPVDA {n}分', young_child: '有未滿{n}歲兒少', injury: '有受傷', immediate_danger: '通報申明立即危險', open_case: '已在案，通知主責', minor_in_household: '同住未成年', school: '就讀學校', same_address: '同一地址', same_subject: '同一對象', same_person: '同一人', same_household: '同一家戶', within_hours: '{n}小時內', repeated: '12月內第{n}次', continuity: '前案延續', on_duty: '值班中', default_grade: '依預設分級',
  },
  {
    service_area: 'by service area', area: 'by service area', rule: 'matches rule {rule}', tipvda: 'TIPVDA {n}', young_child: 'a child under {n}', injury: 'injured', immediate_danger: 'immediate danger declared', open_case: 'case open: tell the lead', minor_in_household: 'minor in the household', school: 'their school', same_address: 'same address', same_subject: 'same subject', same_person: 'same person', same_household: 'same household', within_hours: 'within {n} hours', repeated: 'report {n} in 12 months', continuity: 'continues an earlier case', on_duty: 'on duty', default_grade: 'default grade',
  },
);

/** A reason of the machine in words: {code, args} becomes a phrase; an unknown code shows the county's own word for it. */
export function useReasonWords(): (reason: Reason) => string {
  const language = useLang();
  const term = useTerm();
  return useCallback((reason) => {
    const words = (reasonMessages as Catalogue<Record<string, string>>)[language][reason.code];
    const args = Object.fromEntries(Object.entries(reason.args ?? {}).map(([k, v]) => [k, v === null ? '' : String(v)]));
    return words === undefined ? term('reason', reason.code) : fill(words, { n: args['n'] ?? args['value'] ?? args['score'] ?? args['count'] ?? '', ...args });
  }, [language, term]);
}
