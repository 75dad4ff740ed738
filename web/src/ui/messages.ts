import { defineMessages } from '../i18n/messages.ts';

export const uiMessages = defineMessages(
  {
    suggestion: '建議', unknown: '不明', restricted: '限閱', blank: '未填', none: '無', required: '必填', close: '關閉', cancel: '不做了', retry: '再試一次',
    loading: '讀取中', loadingLong: '還在讀取，資料較多時需要幾秒', requestNo: '查詢編號{id}', errorTitle: '有{n}處要改', failed: '讀不到資料', offlineTitle: '連不上伺服器', offlineDetail: '請檢查網路。已填的內容還在這一頁，尚未送出。',
    notFound: '找不到這筆資料', notFoundDetail: '資料可能不存在，或不在您的權責範圍內。', forbidden: '這項動作不在您的權責範圍內', busy: '系統忙碌，請稍後再試', busyAfter: '系統忙碌，{n}秒後再試',
    conflictTitle: '別人先改了這筆資料', conflictDetail: '您的內容還在，尚未寫入。請逐項選擇要留哪一個。', yours: '您的', current: '目前的', field: '欄位', applyChoice: '以選擇的內容再送一次', reload: '看目前的內容',
    dateForm: '看不懂這個日期，例如75/3/12、0750312或1986-03-12', dateCalendar: '沒有這一天，請再看一次月和日', dateFuture: '日期還沒到', dateRead: '讀為{date}', openCalendar: '選日期', timeOfDay: '時間', justNow: '剛剛', timeForm: '看不懂這個時間，例如14:05或1405',
    pickDate: '民國曆', previousMonth: '上個月', nextMonth: '下個月', due: '期限{at}', reason: '理由', reasonHint: '理由會留在調閱紀錄', reveal: '填理由調閱', revealed: '已調閱，留有紀錄', hide: '收起',
    sexMale: '男', sexFemale: '女', yes: '有', years: '{n}歲', ageSex: '{sex}{n}', shapeDanger: '緊急', more: '另{n}項', page: '第{n}頁', print: '列印', printed: '列印人{who}，{at}', undo: '復原', showMore: '再看{n}筆', endOfList: '已到最後一筆', total: '共{n}件',
    decidedBy: '{who}{at}', open: '開啟', rowNext: '下一列', rowPrevious: '上一列', rowOpen: '開啟這一列', findHere: '在這份清單裡找', listed: '已列{n}筆，共{total}筆', listedSoFar: '已列{n}筆，後面還有', moreFailed: '後面的讀不到', readOn: '再往下讀', searching: '尋找中',
  },
  {
    suggestion: 'Suggested', unknown: 'Unknown', restricted: 'Restricted', blank: 'Blank', none: 'None', required: 'required', close: 'Close', cancel: 'Leave it', retry: 'Try again',
    loading: 'Loading', loadingLong: 'Still loading; large lists take a few seconds', requestNo: 'Request {id}', errorTitle: '{n} {n|thing|things} to change', failed: 'Could not load', offlineTitle: 'Cannot reach the server', offlineDetail: 'Check the network. What you typed is still on this page and has not been sent.',
    notFound: 'Record not found', notFoundDetail: 'It may not exist, or lie outside your remit.', forbidden: 'This action is outside your remit', busy: 'The system is busy, try again shortly', busyAfter: 'The system is busy, try again in {n} s',
    conflictTitle: 'Someone else changed this first', conflictDetail: 'Your input is still here and not written. Choose what to keep, field by field.', yours: 'Yours', current: 'Current', field: 'Field', applyChoice: 'Send again with the chosen values', reload: 'Show the current record',
    dateForm: 'Not a date we can read, e.g. 75/3/12, 0750312 or 1986-03-12', dateCalendar: 'No such day; check month and day', dateFuture: 'This date is still to come', dateRead: 'Read as {date}', openCalendar: 'Choose a date', timeOfDay: 'Time', justNow: 'Just now', timeForm: 'Not a time we can read, e.g. 14:05 or 1405',
    pickDate: 'Calendar', previousMonth: 'Previous month', nextMonth: 'Next month', due: 'due {at}', reason: 'Reason', reasonHint: 'The reason is kept in the access log', reveal: 'Reveal with a reason', revealed: 'Revealed; this is on record', hide: 'Hide',
    sexMale: 'M', sexFemale: 'F', yes: 'Yes', years: 'aged {n}', ageSex: '{sex} {n}', shapeDanger: 'urgent', more: '{n} more', page: 'Page {n}', print: 'Print', printed: 'Printed by {who}, {at}', undo: 'Undo', showMore: 'Show {n} more', endOfList: 'End of list', total: '{n} in total',
    decidedBy: '{who} {at}', open: 'Open', rowNext: 'Next row', rowPrevious: 'Previous row', rowOpen: 'Open this row', findHere: 'Find in this list', listed: '{n} of {total} listed', listedSoFar: '{n} listed, more follow', moreFailed: 'Could not read further', readOn: 'Read on', searching: 'Searching',
  },
);
