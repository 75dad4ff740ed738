import { useCallback } from 'react';
import type { CaseClock } from './model.ts';
import { useLang } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import type { StatusKind } from '../../ui/Status.tsx';
import { caseMessages } from './messages.ts';

const shapes: Record<string, StatusKind> = { assessing: 'doing', open: 'doing', short_term: 'doing', missing_search: 'due', not_opened: 'todo', closed: 'done' };
export const stateShape = (state: string): StatusKind => shapes[state] ?? 'todo';

export function useCaseWords() {
  const language = useLang();
  const term = useTerm();
  const words = (caseMessages as unknown as Catalogue<Record<string, string>>)[language];
  const state = useCallback((code: string) => words[`st.${code}`] ?? term('state', code), [words, term]);
  const link = useCallback((code: string) => words[`ln.${code}`] ?? code, [words]);
  const field = useCallback((code: string) => words[`cf.${code}`] ?? code, [words]);
  const clock = useCallback((c: CaseClock) => {
    const title = language === 'zh' ? c.title_zh : c.title_en;
    return c.person ? `${title}${language === 'zh' ? '　' : ': '}${c.person.name}` : title;
  }, [language]);
  return { state, link, field, clock };
}
