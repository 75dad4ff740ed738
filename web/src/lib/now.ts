import { useSyncExternalStore } from 'react';

/** The server's clock. The browser's own is not trusted: tablets drift and the demonstration can be fast-forwarded.
 *  `setServerNow` is called with the time of each answer; components re-render when the shown minute may change. */
let offset = 0;
let tick = 0;
const listeners = new Set<() => void>();

export function now(): number {
  return Date.now() + offset;
}

export function setServerNow(iso: string): void {
  const measured = Date.parse(iso) - Date.now();
  if (Number.isNaN(measured)) return;
  const jumped = Math.abs(measured - offset) > 2_000;
  if (jumped) {
    offset = measured;
    bump();
  }
}

function bump(): void {
  tick = now();
  listeners.forEach((listener) => listener());
}

let timer: ReturnType<typeof setInterval> | undefined;
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(bump, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now in ms, refreshed every ten seconds and whenever the server's clock jumps. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => (tick === 0 ? (tick = now()) : tick));
}
