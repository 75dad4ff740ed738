/** Arrow keys on a drawing: the nearest member in that direction, rows first. */
import type { Node } from './layout.ts';

export function nearest(nodes: readonly Node[], from: Node, key: string): Node | null {
  const rows = [...new Set(nodes.map((n) => n.y))].sort((a, b) => a - b);
  const row = rows.indexOf(from.y);
  if (key === 'Home' || key === 'End') {
    const all = [...nodes].sort((a, b) => a.y - b.y || a.x - b.x);
    return all[key === 'Home' ? 0 : all.length - 1] ?? null;
  }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const line = nodes.filter((n) => n.y === from.y).sort((a, b) => a.x - b.x);
    return line[line.indexOf(from) + (key === 'ArrowLeft' ? -1 : 1)] ?? null;
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const y = rows[row + (key === 'ArrowUp' ? -1 : 1)];
    const line = nodes.filter((n) => n.y === y).sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x));
    return line[0] ?? null;
  }
  return null;
}
