import { useSyncExternalStore } from 'react';

/** What was just done, with a way back where there is one. It carries nothing that must be read and goes with the next action;
 *  what must be known stays on the page. */
interface Toast { words: string; action?: { label: string; run: () => void } }
let shown: Toast | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

export function toast(words: string, action?: Toast['action']): void {
  shown = action ? { words, action } : { words };
  clearTimeout(timer);
  timer = setTimeout(() => { shown = null; tell(); }, action ? 15_000 : 6_000);
  tell();
}

export function Toaster() {
  const current = useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener); }, () => shown);
  return (
    <div role="status" aria-live="polite">
      {current ? (
        <div className="toast noprint">
          <span>{current.words}</span>
          {current.action ? <button type="button" onClick={() => { current.action!.run(); shown = null; tell(); }}>{current.action.label}</button> : null}
        </div>
      ) : null}
    </div>
  );
}
