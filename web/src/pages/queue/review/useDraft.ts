import { useEffect, useState } from 'react';
import type { Suggestion } from '../../../api/types.ts';
import { type DraftItem, fromSuggestion, refresh } from './draft.ts';

/** The lines of the decision panel. Kept while the screener works, also when the suggestion is read again after a link. */
export function useDraft(suggestion: Suggestion | undefined): [DraftItem[], (items: DraftItem[]) => void] {
  const [items, setItems] = useState<DraftItem[] | null>(null);
  useEffect(() => {
    if (suggestion) setItems((before) => (before === null ? fromSuggestion(suggestion) : refresh(before, suggestion)));
  }, [suggestion]);
  return [items ?? [], setItems];
}
