import { defineMessages } from '../../i18n/messages.ts';

export const queueMessages = defineMessages(
  {
    title: '篩派案佇列', detail: '通報審視', tabTitle: '待篩派{n}件', pending: '待派', reports: '{n}件', shortest: '最短', receivedTonight: '今夜受理', receivedShift: '本班受理', onDuty: '值班', nobody: '無人值班', noneLeft: '無',
    search: '搜尋通報、對象、地點', searchHint: '搜尋　按 /', filter: '篩選', filterOn: '篩選{n}項', clearFilter: '清除篩選', order: '立即危險在前，其次剩餘時間', noNew: '沒有新通報', newReports: '有{n}件新通報', newDanger: '有{n}件新通報，含立即危險', refresh: '重新排序', orderChanged: '順序已變',
    listLabel: '待派{n}件', decidedTonight: '已決定{n}件', danger: '立即危險', due: '將到期', over: '逾時', more: '另{n}人', processing: '{who}處理中', ownedBy: '{who}看管', unowned: '無人看管', moreFlags: '+{n}', placeDanger: '排在這裡：通報申明立即危險', placeTime: '排在這裡：依剩餘時間',
    emptyTitle: '目前沒有待派通報', emptyText: '新通報進來會出現在這裡，並有聲音提醒。可以先看交班單或補今夜的紀錄。', emptyFiltered: '沒有符合篩選的通報', emptyFilteredText: '待派{n}件都不符合；清除篩選就看得到。', choose: '選一件通報開始審視', chooseHint: '按J、K上下移動，Enter開啟；?看全部快速鍵。',
    dangerOnly: '立即危險', mine: '我處理中', unclaimed: '無人處理', dueSoon: '將到期或逾時', sound: '立即危險響鈴', allKinds: '全部案別', allTowns: '全部地區', kind: '案別', township: '地區', show: '顯示',
    'flag.suggested_grade': '{grade}', 'flag.unlisted_minors': '{who}未列', 'flag.unlisted_n': '未列兒少{n}人', 'flag.nth_report': '12月內第{n}次', 'flag.nth_short': '第{n}次', 'flag.closed_days': '結案{n}天', 'flag.open_case': '在案', 'flag.open_case_what': '在案：{what}', 'flag.tipvda': 'TIPVDA {n}', 'flag.direct_dispatch': '逕派✓', 'flag.same_incident': '同一事件？', 'flag.more_info': '待補資料，時限不停', 'flag.snoozed': '稍後{at}', 'flag.suspicious': '來源可疑',
    partnerViolence: '親密關係暴力', familyViolence: '家庭暴力', son: '子', daughter: '女', child: '兒', minor: '{who}{n}歲', minorUnlisted: '{who}{n}歲未列', grade: '建議{grade}', seeWhy: '看依據',
    back: '回佇列', keyNext: '下一件', keyPrevious: '上一件', keyOpen: '開啟', keyDispatch: '派案（開面板）', keyDuplicate: '同一事件／連結', keyNot: '不派案', keyMore: '補資料', keySnooze: '稍後', keyCommit: '送出面板上的決定',
    decidedBy: '{outcome}　{who}{at}', gone: '已由{who}決定', goneUnknown: '已不在待派', lane: '可疑來源，時限照走', feedRow: '{n}件更新',
  },
  {
    title: 'Screening queue', detail: 'Review', tabTitle: '{n} to screen', pending: 'To dispatch', reports: '{n}', shortest: 'Shortest', receivedTonight: 'Received tonight', receivedShift: 'This shift', onDuty: 'On duty', nobody: 'Nobody', noneLeft: 'none',
    search: 'Search reports, subjects, places', searchHint: 'Search: press /', filter: 'Filter', filterOn: '{n} {n|filter|filters}', clearFilter: 'Clear filters', order: 'Immediate danger first, then time left', noNew: 'No new reports', newReports: '{n} new {n|report|reports}', newDanger: '{n} new {n|report|reports}, immediate danger', refresh: 'Sort again', orderChanged: 'Order has changed',
    listLabel: '{n} to dispatch', decidedTonight: '{n} decided', danger: 'Immediate danger', due: 'Due soon', over: 'Overdue', more: '{n} more', processing: '{who} working on it', ownedBy: '{who}', unowned: 'nobody', moreFlags: '+{n}', placeDanger: 'Placed here: immediate danger declared', placeTime: 'Placed here: by time left',
    emptyTitle: 'Nothing to dispatch', emptyText: 'New reports appear here, with a sound. Meanwhile, see the handover sheet or complete tonight’s records.', emptyFiltered: 'No report matches the filter', emptyFilteredText: 'None of {n} to dispatch matches; clear the filter to see them.', choose: 'Choose a report to review', chooseHint: 'J and K move, Enter opens; ? shows all shortcuts.',
    dangerOnly: 'Immediate danger', mine: 'Mine', unclaimed: 'Unclaimed', dueSoon: 'Due soon or overdue', sound: 'Sound for immediate danger', allKinds: 'All kinds', allTowns: 'All townships', kind: 'Kind', township: 'Township', show: 'Show',
    'flag.suggested_grade': '{grade}', 'flag.unlisted_minors': '{who} not listed', 'flag.unlisted_n': '{n} unlisted {n|minor|minors}', 'flag.nth_report': 'no. {n} in 12 mo.', 'flag.nth_short': 'no. {n}', 'flag.closed_days': 'closed {n} d', 'flag.open_case': 'open case', 'flag.open_case_what': 'case: {what}', 'flag.tipvda': 'TIPVDA {n}', 'flag.direct_dispatch': 'direct ✓', 'flag.same_incident': 'same incident?', 'flag.more_info': 'more information asked; clock runs', 'flag.snoozed': 'later {at}', 'flag.suspicious': 'doubtful source',
    partnerViolence: 'Partner violence', familyViolence: 'Family violence', son: 'son', daughter: 'daughter', child: 'child', minor: '{who} {n}', minorUnlisted: '{who} {n} not listed', grade: 'suggested {grade}', seeWhy: 'see why',
    back: 'Back to the queue', keyNext: 'Next', keyPrevious: 'Previous', keyOpen: 'Open', keyDispatch: 'Dispatch (opens the panel)', keyDuplicate: 'Same incident / link', keyNot: 'Not dispatched', keyMore: 'More information', keySnooze: 'Later', keyCommit: 'Commit what the panel shows',
    decidedBy: '{outcome} {who} {at}', gone: 'Decided by {who}', goneUnknown: 'No longer pending', lane: 'Doubtful source; the clock runs', feedRow: '{n} {n|update|updates}',
  },
);
