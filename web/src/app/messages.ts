import { defineMessages } from '../i18n/messages.ts';

export const appMessages = defineMessages(
  {
    product: '安網', skip: '跳到主要內容', menu: '主選單', neutralTitle: '線上表單',
    queue: '待篩派', phone: '電話通報', people: '人與家戶', handover: '交班', dashboard: '儀表板', work: '我的工作', cases: '案件', board: '督導看板', disputes: '爭議裁定', audit: '稽核', accounts: '帳號', status: '系統狀態', help: '說明', more: '更多', report: '通報', myReports: '我的通報', imports: '匯入', night: '夜間一頁',
    me: '我', signOut: '登出', language: 'English', languageLabel: '切換語言', theme: '色調', themeSystem: '跟隨裝置', themeLight: '淺色', themeDark: '深色（夜班）', singleKeys: '單鍵快速鍵', keysOn: '開', keysOff: '關', shortcuts: '快速鍵', settings: '設定',
    demoTitle: '示範資料', demoText: '人物、情節、單位皆屬虛構，不得用於實際案件', demoRole: '切換角色', demoRoleNow: '切換角色：{title}{name}', demoVisitor: '公開通報（不登入）', demoForward: '快轉到{at}', demoForwarded: '時間已到{at}', demoNow: '示範時間{at}', demoStep: '快轉{n}分',
    offline: '離線，已填的內容還在這一頁，尚未送出', offlineSince: '送出前時限未停', back: '重新連線', feedLost: '即時更新中斷，正在重連；畫面可能不是最新', readOnly: '暫停寫入',
    expiredTitle: '登入已過期', expiredDetail: '閒置超過{n}分鐘。重新登入後，這一頁的內容都還在。', notYours: '這一頁不在您的權責範圍內', notYoursDetail: '請從選單選擇，或切換角色。', noPage: '沒有這一頁', noPageDetail: '網址可能打錯了，請從選單選擇。', crashed: '這一頁出了問題', crashedDetail: '已填的內容可能還在；請再試一次，或回到首頁。',
    searchKey: '搜尋', go: '前往{where}', keyHelp: '看快速鍵', keysHint: '輸入文字、選字時單鍵不作用。', keyCol: '按鍵', doesCol: '作用', closeLayer: '關閉',
  },
  {
    product: 'Anwang', skip: 'Skip to main content', menu: 'Main menu', neutralTitle: 'Online form',
    queue: 'Queue', phone: 'Phone', people: 'People', handover: 'Handover', dashboard: 'Dashboard', work: 'My work', cases: 'Cases', board: 'Board', disputes: 'Disputes', audit: 'Audit', accounts: 'Accounts', status: 'Status', help: 'Help', more: 'More', report: 'Report', myReports: 'My reports', imports: 'Import', night: 'Night page',
    me: 'Me', signOut: 'Sign out', language: '中文', languageLabel: 'Change language', theme: 'Theme', themeSystem: 'As the device', themeLight: 'Light', themeDark: 'Dark (night shift)', singleKeys: 'Single-key shortcuts', keysOn: 'On', keysOff: 'Off', shortcuts: 'Shortcuts', settings: 'Settings',
    demoTitle: 'Demonstration', demoText: 'People, events and units are fictional; not for real cases', demoRole: 'Switch role', demoRoleNow: 'Role: {title} {name}', demoVisitor: 'Public reporter (no account)', demoForward: 'Forward to {at}', demoForwarded: 'It is now {at}', demoNow: 'Demo time {at}', demoStep: 'Forward {n} min',
    offline: 'Offline: what you typed is still on this page, not sent', offlineSince: 'clocks run until it is sent', back: 'Reconnect', feedLost: 'Live updates interrupted, reconnecting; the page may be out of date', readOnly: 'Writing paused',
    expiredTitle: 'Session ended', expiredDetail: 'Idle for more than {n} minutes. Sign in again; everything on this page is still here.', notYours: 'This page is outside your remit', notYoursDetail: 'Choose from the menu, or switch role.', noPage: 'No such page', noPageDetail: 'The address may be mistyped; choose from the menu.', crashed: 'This page failed', crashedDetail: 'Your input may still be there; try again, or go to the start page.',
    searchKey: 'Search', go: 'Go to {where}', keyHelp: 'Show shortcuts', keysHint: 'Single keys do nothing while you type or compose.', keyCol: 'Key', doesCol: 'What it does', closeLayer: 'Close',
  },
);
