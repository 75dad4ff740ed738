import { useCallback } from 'react';
import { useLang } from './lang.ts';

/** English for the titles that a county's plan of posts gives its people. A title is a word of the account, free text; one
 *  that is not here stands as it was written. */
const english: Record<string, string> = {
  篩派員: 'Screener', 篩派督導: 'Screening supervisor', 社工員: 'Social worker', 社工師: 'Licensed social worker', '社工員（夜間值班）': 'Social worker (night duty)', 督導: 'Supervisor', 兒少保護督導: 'Child protection supervisor',
  藥癮個案管理師: 'Addiction case manager', 專任輔導教師: 'School counsellor', 社會處處長: 'Head of Social Affairs', 系統管理: 'System administrator', 稽核人員: 'Auditor', 家防官: 'Family violence officer', 醫務社工: 'Hospital social worker', 園長: 'Kindergarten head',
};

export function titleIn(language: 'zh' | 'en', title: string | null | undefined): string {
  if (!title) return '';
  return language === 'en' ? (english[title] ?? title) : title;
}

/** The title of an account in the reader's language. */
export function useJobTitle(): (title: string | null | undefined) => string {
  const language = useLang();
  return useCallback((title) => titleIn(language, title), [language]);
}
