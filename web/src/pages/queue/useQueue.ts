import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { onFeed } from '../../api/events.ts';
import type { Queue, QueueHeader, QueueRow } from '../../api/types.ts';
import { type Held, merge, nothingHeld, show } from './held.ts';

const page = (state: string) => ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) =>
  api.get<Queue>(`/queue?state=${state}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`, signal);

export interface QueueState {
  header: QueueHeader | undefined;
  held: Held;
  total: number;
  /** Shows what waits, in the server's order. */
  apply: () => void;
  refetch: () => Promise<unknown>;
  loadMore: () => void;
  hasMore: boolean;
  loading: boolean;
  error: Error | null;
}

/** The pending queue, held still under the screener's eyes. Events only say that something changed; the list is then read again. */
export function useQueue(): QueueState {
  const query = useInfiniteQuery({
    queryKey: ['queue', 'pending'], queryFn: page('pending'), initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, staleTime: 0, refetchInterval: 60_000,
  });
  const [held, setHeld] = useState<Held>(nothingHeld);
  // after the screener asked for the new order, what arrives in the next moment belongs to it (the feed often brings a second answer)
  const takeUntil = useRef(Number.POSITIVE_INFINITY);
  const { data, refetch } = query;

  useEffect(() => {
    if (!data) return;
    const latest = data.pages.flatMap((p) => p.items);
    const complete = data.pages.at(-1)?.next === null;
    const takeNow = performance.now() < takeUntil.current;
    setHeld((before) => {
      // a further page of the same list is added at its end, which moves nothing
      const grows = latest.length > before.rows.length && before.rows.every((row, i) => row.id === latest[i]?.id) && data.pages.length > 1;
      if (takeNow || grows) return show(latest);
      return merge(before, latest, complete);
    });
    if (takeUntil.current === Number.POSITIVE_INFINITY) takeUntil.current = 0;
  }, [data]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFeed((message) => {
      if (message.type !== 'event' || !['queue', 'report', 'reset'].includes(message.event.event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void refetch(), 250);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [refetch]);

  const apply = useCallback(() => {
    takeUntil.current = performance.now() + 2_000;
    void refetch().then((result) => {
      // an answer equal to the last one does not run the effect
      if (result.data) setHeld(show(result.data.pages.flatMap((p) => p.items)));
    });
  }, [refetch]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return {
    header: data?.pages[0]?.header, held, total: data?.pages[0]?.total ?? data?.pages[0]?.header.pending ?? held.rows.length, apply, refetch, loadMore,
    hasMore: hasNextPage, loading: query.isPending, error: query.error,
  };
}

/** What this shift decided, newest first. */
export function useDecided(): { rows: QueueRow[]; total: number; loadMore: (() => void) | null } {
  const query = useInfiniteQuery({ queryKey: ['queue', 'decided'], queryFn: page('decided'), initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined });
  const rows = query.data?.pages.flatMap((p) => p.items) ?? [];
  return { rows, total: query.data?.pages[0]?.total ?? rows.length, loadMore: query.hasNextPage ? () => void query.fetchNextPage() : null };
}
