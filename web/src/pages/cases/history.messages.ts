import { defineMessages } from '../../i18n/messages.ts';

/** Journal kinds as people say them. A kind without words is shown as its last part, never hidden. */
export const historyMessages = defineMessages(
  {
    'case.received': '成案', 'case.imported': '匯入案件', 'case.assessed': '評估', 'case.not_opened': '不開案', 'case.noted': '記事', 'case.goal_set': '訂目標', 'case.goal_judged': '目標結果', 'case.closed': '結案',
    'case.closing_read': '第二人讀過結案', 'case.read_closing': '第二人讀過結案', 'case.regraded': '重新分級', 'case.co_worker_added': '加入協同社工', 'case.co_worker_ended': '結束協同', 'case.re_reported': '再通報', 'case.joined': '連結案件', 'case.reassigned': '改派', 'contact.made': '接觸',
    'contact.first': '首次接觸', 'contact.face_to_face': '見到本人', 'contact.attempted': '訪視未遇', 'assignment.sent': '派案', 'assignment.assigned': '分案', 'assignment.accepted': '已接',
    'assignment.disputed': '爭議', 'assignment.ruled': '裁定', 'assignment.escalated': '升級通知', 'assignment.withdrawn': '撤回派案', 'decision.made': '篩派決定', 'decision.not_dispatched': '不派案',
    'decision.countersigned': '覆核', 'decision.handed_over': '移轉管轄完成', 'report.received': '受理通報', 'report.decided': '篩派完成', 'report.claimed': '開始處理', 'report.released': '放回佇列',
    'report.joined': '併入同一事件', 'report.summarised': '寫派案摘要', 'report.snoozed': '稍後再看', 'report.more_info': '請補資料', 'report.returned': '退回重新篩派', 'report.screened': '篩派', 'report.reveal': '調閱通報',
    'subject.identified': '確認身分', 'subject.identity_undone': '復原身分確認', 'subject.added': '加入對象', 'incident.opened': '建立事件', 'incident.moved': '移到另一事件', 'transition.sent': '送出轉知',
    'transition.answered': '回覆轉知', 'person.recorded': '登錄個人', 'person.withdrawn': '撤回個人資料', 'person.search': '查人', 'person.reveal': '調閱個人欄位', 'person.read': '看個人頁', 'household.recorded': '登錄家戶',
    'household.warned': '加提醒', 'household.reveal': '調閱門牌', 'household.read': '看家戶頁', 'service.recorded': '登錄服務', 'serious_incident.recorded': '登錄重大事件', 'population.loaded': '載入人口',
    'account.created': '新增帳號', 'account.changed': '更改帳號', 'account.password_changed': '更改密碼', 'call.recorded': '諮詢紀錄', 'import.run': '匯入', 'shift.roster': '排班', 'handover.signed_out': '交班簽出',
    'handover.accepted': '接班簽收', 'clock.stopped': '時限完成', 'clock.escalated': '時限升級', 'attachment.added': '加附件', 'county.installed': '安裝縣市資料', 'family.alert': '加提醒', 'report.owner_changed': '換看管人', 'roster.checked_out': '下班簽退', 'shift.planned': '排定班別', 'shift.rostered': '排班', 'import.batch': '匯入', 'key.destroyed': '銷毀金鑰', 'reveal.narrative': '調閱原話', 'reveal.reporter': '調閱通報人', 'reveal.place': '調閱地點', 'reveal.answers': '調閱封存欄位', 'reveal.phone': '調閱電話', 'reveal.identifier': '調閱證號', 'reveal.address': '調閱地址', 'reveal.subject_phone': '調閱電話',
    'attachment.open': '開啟附件', 'attachment.download': '開啟附件', 'page.print': '列印', 'call.returned': '回電', 'case.read': '看案件', 'report.read': '看通報',
  },
  {
    'case.received': 'Case received', 'case.imported': 'Case imported', 'case.assessed': 'Assessed', 'case.not_opened': 'Not opened', 'case.noted': 'Note', 'case.goal_set': 'Goal set',
    'case.goal_judged': 'Goal judged', 'case.closed': 'Closed', 'case.closing_read': 'Closing read by a second reader', 'case.read_closing': 'Closing read by a second reader',
    'case.regraded': 'Re-graded', 'case.co_worker_added': 'Co-worker added', 'case.co_worker_ended': 'Co-worker ended', 'case.re_reported': 'Re-report', 'case.joined': 'Case linked', 'case.reassigned': 'Reassigned', 'contact.made': 'Contact', 'contact.first': 'First contact',
    'contact.face_to_face': 'Seen face to face', 'contact.attempted': 'Attempt', 'assignment.sent': 'Dispatched', 'assignment.assigned': 'Assigned', 'assignment.accepted': 'Acknowledged',
    'assignment.disputed': 'Disputed', 'assignment.ruled': 'Ruling', 'assignment.escalated': 'Escalated', 'assignment.withdrawn': 'Withdrawn', 'decision.made': 'Screening decision',
    'decision.not_dispatched': 'Not dispatched', 'decision.countersigned': 'Countersigned', 'decision.handed_over': 'Handed to the other county', 'report.received': 'Report received',
    'report.decided': 'Screening done', 'report.claimed': 'Claimed', 'report.released': 'Released', 'report.joined': 'Joined to the incident', 'report.summarised': 'Summary written',
    'report.snoozed': 'Later', 'report.more_info': 'More information asked', 'report.returned': 'Returned for screening', 'report.screened': 'Screened', 'report.reveal': 'Report opened',
    'subject.identified': 'Identity confirmed', 'subject.identity_undone': 'Identity undone', 'subject.added': 'Subject added', 'incident.opened': 'Incident opened',
    'incident.moved': 'Moved to another incident', 'transition.sent': 'Notice sent', 'transition.answered': 'Notice answered', 'person.recorded': 'Person recorded',
    'person.withdrawn': 'Person withdrawn', 'person.search': 'Search', 'person.reveal': 'Field opened', 'person.read': 'Person read', 'household.recorded': 'Household recorded',
    'household.warned': 'Alert added', 'household.reveal': 'Address opened', 'household.read': 'Household read', 'service.recorded': 'Service recorded',
    'serious_incident.recorded': 'Serious incident recorded', 'population.loaded': 'Population loaded', 'account.created': 'Account added', 'account.changed': 'Account changed',
    'account.password_changed': 'Password changed', 'call.recorded': 'Advice call', 'import.run': 'Import', 'shift.roster': 'Roster', 'handover.signed_out': 'Signed out',
    'handover.accepted': 'Handover accepted', 'clock.stopped': 'Clock met', 'clock.escalated': 'Clock escalated', 'attachment.added': 'Attachment added', 'county.installed': 'County installed', 'family.alert': 'Alert added', 'report.owner_changed': 'Keeper changed', 'roster.checked_out': 'Checked out', 'shift.planned': 'Shift planned', 'shift.rostered': 'Roster written', 'import.batch': 'Import', 'key.destroyed': 'Key destroyed', 'reveal.narrative': 'Words opened', 'reveal.reporter': 'Reporter opened', 'reveal.place': 'Place opened', 'reveal.answers': 'Sealed answers opened', 'reveal.phone': 'Phone opened', 'reveal.identifier': 'Identifier opened', 'reveal.address': 'Address opened', 'reveal.subject_phone': 'Phone opened',
    'attachment.open': 'Attachment opened', 'attachment.download': 'Attachment opened', 'page.print': 'Printed', 'call.returned': 'Called back',
    'case.read': 'Case read', 'report.read': 'Report read',
  },
);
