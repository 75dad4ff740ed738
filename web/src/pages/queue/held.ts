import type { QueueRow } from '../../api/types.ts';

/** The list a screener looks at. Newer data is merged into the rows that stand there; the order never changes and no row
 *  comes or goes until the screener asks for it: nothing moves under a pointer. */
export interface Held {
  /** As shown: the order stays, the content is the newest. A row no longer pending stays where it was, marked by its state. */
  rows: QueueRow[];
  /** Rows that wait behind 「有n件新通報」. */
  waiting: QueueRow[];
  /** The order or the set differs from the server's. */
  stale: boolean;
}

export const nothingHeld: Held = { rows: [], waiting: [], stale: false };

export function show(latest: QueueRow[]): Held {
  return { rows: latest, waiting: [], stale: false };
}

export function merge(held: Held, latest: QueueRow[], complete: boolean): Held {
  if (held.rows.length === 0) return show(latest);
  const newest = new Map(latest.map((row) => [row.id, row]));
  const shown = new Set(held.rows.map((row) => row.id));
  const rows = held.rows.map((row) => {
    const now = newest.get(row.id);
    if (now) return now;
    // gone from a list that was read whole: decided or joined by someone else
    return complete && row.state === 'pending' ? { ...row, state: 'decided' } : row;
  });
  const waiting = latest.filter((row) => !shown.has(row.id));
  const order = rows.filter((row) => newest.has(row.id)).map((row) => row.id).join();
  const stale = waiting.length > 0 || rows.length !== latest.length || order !== latest.map((row) => row.id).join();
  return { rows, waiting, stale };
}
