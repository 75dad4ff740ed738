import { useLang } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import { historyMessages } from './history.messages.ts';
import { caseMessages } from './messages.ts';
import type { HistoryLine } from './model.ts';

const groups = ['outcome', 'assessment_outcome', 'finding', 'close_reason', 'grade', 'contact_kind', 'state', 'kind'] as const;

export function useHistoryWords() {
  const language = useLang();
  const term = useTerm();
  const words = (historyMessages as unknown as Catalogue<Record<string, string>>)[language];
  const stateWords = (caseMessages as unknown as Catalogue<Record<string, string>>)[language];
  const title = (h: HistoryLine): string => words[h.kind] ?? words[h.kind.replace(/_/g, '.')] ?? h.kind.split('.').pop() ?? h.kind;
  /** Coded arguments in words; ids and times stay out of the sentence. */
  const detail = (h: HistoryLine): string =>
    Object.entries(h.args ?? {}).flatMap(([key, value]) => {
      if (typeof value !== 'string' || value === '' || /(^|_)(id|at|version)$/.test(key)) return [];
      const group = groups.find((g) => g === key || (g === 'grade' && key === 'regrade') || (g === 'outcome' && key === 'verdict'));
      if (group === 'state') return [stateWords[`st.${value}`] ?? term('state', value)];
      if (group) return [term(group, value)];
      return ['reason', 'text', 'name', 'worker', 'unit', 'note'].includes(key) ? [value] : [];
    }).join(language === 'zh' ? '，' : ', ');
  return { title, detail };
}
