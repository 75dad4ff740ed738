import { useReference } from '../api/queries.ts';
import type { Choice } from '../ui/Field.tsx';
import { useLang } from './lang.ts';

/** The choices of a code list of the packs, in the reader's language; empty until the reference has come. */
export function useCodes(list: string): Choice[] {
  const language = useLang();
  const reference = useReference();
  return (reference?.codes[list] ?? []).map((c) => ({ code: c.code, label: c[language] }));
}
