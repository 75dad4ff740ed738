import { defineMessages } from '../../i18n/messages.ts';

export const importMessages = defineMessages(
  {
    title: '匯入通報', lead: 'CSV檔先試讀，不會寫入；看過結果再匯入。外部編號相同的不會重複建檔。', choose: '選CSV檔', chooseHint: 'UTF-8，第一列是欄名；不超過10 MB', dry: '試讀結果', rows: '讀到{n}列', isNew: '新通報{n}件', known: '已有{n}件，不再建檔', rejected: '要改{n}處', line: '列', field: '欄位', why: '原因', commit: '匯入{n}件', nothing: '沒有可匯入的新通報', done: '已匯入{n}件', again: '再匯一個檔', toQueue: '看佇列', partial: '有錯的列不會匯入；改好後再匯一次，已匯入的不會重複。', wrongType: '請選CSV檔', tooBig: '檔案超過10 MB，請分次匯入', reading: '試讀中',
  },
  {
    title: 'Import reports', lead: 'A CSV file is read first without writing; import after seeing the result. Rows with a known external number are not doubled.', choose: 'Choose a CSV file', chooseHint: 'UTF-8, first line holds the column names; up to 10 MB', dry: 'Trial result', rows: '{n} {n|row|rows} read', isNew: '{n} new', known: '{n} already here, skipped', rejected: '{n} to correct', line: 'Line', field: 'Field', why: 'Why', commit: 'Import {n}', nothing: 'Nothing new to import', done: '{n} imported', again: 'Import another file', toQueue: 'Queue', partial: 'Rows with errors are left out; correct them and import again, nothing is doubled.', wrongType: 'Choose a CSV file', tooBig: 'The file is larger than 10 MB; import in parts', reading: 'Reading',
  },
);
