import { useCallback } from 'react';
import { useLang } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { workMessages } from './messages.ts';

/** Words for a rule (`first_contact.child_1` → 首次接觸), a transition or an entry of the day; unknown codes show themselves. */
export function useWorkWords(): (group: 'r' | 'tr' | 'k', code: string) => string {
  const language = useLang();
  return useCallback((group, code) => {
    const words = (workMessages as unknown as Catalogue<Record<string, string>>)[language];
    return words[`${group}.${code}`] ?? words[`${group}.${code.split('.')[0] ?? ''}`] ?? code;
  }, [language]);
}
