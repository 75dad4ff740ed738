import { useSyncExternalStore } from 'react';
import { type DeskDraft, emptyDesk } from './draft.ts';

/** The call that is on the line. Kept in memory so that a look at the queue does not lose it; never written to the device. */
export interface DeskState { draft: DeskDraft; startedAt: number | null; key: string }
const fresh = (): DeskState => ({ draft: emptyDesk(), startedAt: null, key: crypto.randomUUID() });
const stores = { phone: fresh(), mandated: fresh() };
const listeners = new Set<() => void>();

export function updateDesk(channel: keyof typeof stores, change: Partial<DeskState>): void {
  stores[channel] = { ...stores[channel], ...change };
  listeners.forEach((listener) => listener());
}

export function resetDesk(channel: keyof typeof stores): void {
  stores[channel] = fresh();
  listeners.forEach((listener) => listener());
}

export function useDesk(channel: keyof typeof stores): DeskState {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => stores[channel]);
}
