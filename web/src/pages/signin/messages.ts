import { defineMessages } from '../../i18n/messages.ts';

export const signInMessages = defineMessages(
  {
    title: '登入', lead: '強化社會安全網資訊系統', login: '帳號', password: '密碼', submit: '登入', wrong: '帳號或密碼不對', needLogin: '請填寫帳號', needPassword: '請填寫密碼', tooMany: '試太多次了，請{n}秒後再試', publicReport: '我要通報（免帳號）', publicTrack: '查詢進度',
    emergency: '有人正在受傷害，請直接撥', police: '110', hotline: '113保護專線', demoTitle: '示範帳號', demoHint: '這是示範環境，選一個角色就能進入；之後可隨時從上方切換。', enterAs: '以{title}{name}進入', showPassword: '顯示密碼', county: '{county}政府', publicTitle: '民眾通報', staffTitle: '人員登入',
  },
  {
    title: 'Sign in', lead: 'Information system of the social safety net', login: 'Account', password: 'Password', submit: 'Sign in', wrong: 'Account or password is wrong', needLogin: 'Enter your account', needPassword: 'Enter your password', tooMany: 'Too many attempts; try again in {n} s', publicReport: 'Report (no account needed)', publicTrack: 'Track a report',
    emergency: 'Someone is being hurt right now? Call', police: '110', hotline: '113 protection hotline', demoTitle: 'Demonstration accounts', demoHint: 'This is a demonstration: choose a role to enter; switch at any time from the strip above.', enterAs: 'Enter as {title} {name}', showPassword: 'Show password', county: '{county}', publicTitle: 'For the public', staffTitle: 'Staff',
  },
);
