import { defineMessages } from '../../i18n/messages.ts';

export const helpMessages = defineMessages(
  { title: '說明', contents: '目錄', keys: '鍵盤', keysHint: '單鍵可在左下角自己的名字裡關掉。輸入中文時單鍵不會動作，字母只會打開畫面，不會直接送出。', key: '按鍵', does: '作用', here: '這一頁現在可用的', everywhere: '各頁的單鍵' },
  { title: 'Help', contents: 'Contents', keys: 'Keyboard', keysHint: 'Single keys can be switched off under your own name at the lower left. They rest while an input method is composing; a letter opens a panel and never sends.', key: 'Key', does: 'What it does', here: 'Working on this page now', everywhere: 'Single keys by page' },
);
