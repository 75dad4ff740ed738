import { useCallback } from 'react';
import type { HistoryEntry } from '../../../api/types.ts';
import { useT } from '../../../i18n/lang.ts';
import { type Catalogue, defineMessages } from '../../../i18n/messages.ts';
import { useTerm } from '../../../i18n/terms.ts';
import { useLang } from '../../../i18n/lang.ts';

export const historyMessages = defineMessages(
  {
    received: '受理通報', recorded: '建檔', claimed: '開始處理', released: '放開', identity_decided: '確認身分', identified: '確認身分', identity_undone: '復原身分確認', subject_added: '加列對象', decided: '決定', decision: '決定', countersigned: '督導覆核', more_info: '待補資料', snoozed: '稍後再看', summary: '寫派案摘要', summary_written: '寫派案摘要', revealed: '調閱封存內容', joined: '併入同一事件', incident_joined: '併入同一事件', assigned: '分案', accepted: '已接', attachment_added: '加附件', notice: '轉知', made: '決定', linked: '連結', returned: '督導退回', snooze: '稍後再看', opened: '開啟事件', handed_over: '移轉管轄交接', sent: '送出', other: '紀錄',
  },
  {
    received: 'Report received', recorded: 'Recorded', claimed: 'Work started', released: 'Released', identity_decided: 'Identity decided', identified: 'Identity decided', identity_undone: 'Identity step undone', subject_added: 'Subject added', decided: 'Decided', decision: 'Decided', countersigned: 'Countersigned', more_info: 'More information asked', snoozed: 'Snoozed', summary: 'Summary written', summary_written: 'Summary written', revealed: 'Sealed part revealed', joined: 'Joined to the same incident', incident_joined: 'Joined to the same incident', assigned: 'Assigned', accepted: 'Accepted', attachment_added: 'Attachment added', notice: 'Notice', made: 'Decided', linked: 'Linked', returned: 'Returned by supervisor', snooze: 'Snoozed', opened: 'Incident opened', handed_over: 'Handed over', sent: 'Sent', other: 'Entry',
  },
);

/** A line of a report's history in words. */
export function useHistoryWords(): (entry: HistoryEntry) => string {
  useT(historyMessages);
  const language = useLang();
  const term = useTerm();
  return useCallback((entry) => {
    const words = (historyMessages as Catalogue<Record<string, string>>)[language];
    const { args } = entry;
    const details = [
      typeof args['programme'] === 'string' ? term('short', args['programme']) : '',
      typeof args['outcome'] === 'string' ? term('outcome', args['outcome']) : '',
      typeof args['grade'] === 'string' ? term('grade', args['grade']) : '',
      typeof args['unit'] === 'string' ? args['unit'] : '',
      typeof args['who'] === 'string' ? args['who'] : '', typeof args['report_no'] === 'string' ? args['report_no'] : '',
    ].filter(Boolean);
    return [words[entry.kind] ?? words[entry.kind.split('.').at(-1)!] ?? term('event', entry.kind), ...details].join('　');
  }, [language, term]);
}
