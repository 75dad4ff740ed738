import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

interface Page<R> { items: R[]; next: string | null }

export interface Pages<R> {
  rows: R[];
  hasMore: boolean;
  /** Asks for the next page unless one is under way or the last attempt failed. */
  loadMore: () => void;
  /** The same on a person's word, after a failure too. */
  again: () => void;
  busy: boolean;
  failed: boolean;
}

/** What a list that is read page by page holds so far. */
export function usePages<R>(query: UseInfiniteQueryResult<InfiniteData<Page<R>>>): Pages<R> {
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const again = useCallback(() => { if (hasNextPage && !isFetching) void fetchNextPage(); }, [hasNextPage, isFetching, fetchNextPage]);
  const loadMore = useCallback(() => { if (!isFetchNextPageError) again(); }, [isFetchNextPageError, again]);
  return { rows, hasMore: hasNextPage, loadMore, again, busy: query.isFetchingNextPage, failed: isFetchNextPageError };
}

/** A list that has grown long is not read again as a whole each time the window comes to the front. */
export const whileShort = (query: { state: { data: { pages: unknown[] } | undefined } }): boolean => (query.state.data?.pages.length ?? 0) <= 3;
