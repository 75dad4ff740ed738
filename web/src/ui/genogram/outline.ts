/**
 * Household outlines. An outline must never take in somebody who does not live there: runs of a row are cut
 * at non-members, and where a plain rectangle would enclose a stranger the outline steps around instead.
 */
import { px } from '../svg/text.ts';
import type { GenoHousehold } from './model.ts';
import type { Node } from './layout.ts';

export interface Outline {
  household: GenoHousehold;
  path: string;
  x: number;
  y: number;
  /** False for a further piece of the same household. */
  first: boolean;
}

interface Band { row: number; left: number; right: number; y: number }

const PAD = 14;
const UP = 38;
const DOWN = 42;

export function outlines(households: readonly GenoHousehold[], nodes: readonly Node[]): Outline[] {
  return households.flatMap((household) => {
    const pieces = join(bands(household, nodes));
    return pieces.map((piece, i) => {
      const box = plainBox(piece);
      const stranger = nodes.some((n) => !household.members.includes(n.person.id) && inside(n, box));
      return {
        household,
        path: stranger ? stepped(piece) : roundedBox(box),
        x: (stranger ? (piece[0] as Band).left : box.left) + 18,
        y: box.top,
        first: i === 0,
      };
    });
  });
}

function bands(household: GenoHousehold, nodes: readonly Node[]): Band[] {
  const result: Band[] = [];
  const ys = [...new Set(nodes.map((n) => n.y))].sort((a, b) => a - b);
  ys.forEach((y, row) => {
    let open: Band | null = null;
    for (const n of nodes.filter((m) => m.y === y).sort((a, b) => a.x - b.x)) {
      if (!household.members.includes(n.person.id)) {
        open = null;
        continue;
      }
      if (open === null) {
        open = { row, left: n.x - n.left - PAD, right: n.x + n.right + PAD, y };
        result.push(open);
      }
      open.right = n.x + n.right + PAD;
    }
  });
  return result;
}

/** Bands of neighbouring rows that overlap sideways become one piece. */
function join(all: readonly Band[]): Band[][] {
  const pieces: Band[][] = [];
  for (const band of all) {
    const home = pieces.find((p) => {
      const last = p[p.length - 1] as Band;
      return last.row === band.row - 1 && Math.min(last.right, band.right) - Math.max(last.left, band.left) > 24;
    });
    if (home) home.push(band);
    else pieces.push([band]);
  }
  return pieces;
}

interface Box { left: number; right: number; top: number; bottom: number }

const plainBox = (piece: readonly Band[]): Box => ({
  left: Math.min(...piece.map((b) => b.left)),
  right: Math.max(...piece.map((b) => b.right)),
  top: Math.min(...piece.map((b) => b.y)) - UP,
  bottom: Math.max(...piece.map((b) => b.y)) + DOWN,
});

const inside = (n: Node, box: Box): boolean =>
  n.x + n.right > box.left && n.x - n.left < box.right && n.y + 19 > box.top && n.y - 19 < box.bottom;

function roundedBox({ left, right, top, bottom }: Box): string {
  const r = 14;
  return `M${px(left + r)} ${px(top)}H${px(right - r)}a${r} ${r} 0 0 1 ${r} ${r}V${px(bottom - r)}a${r} ${r} 0 0 1 -${r} ${r}H${px(left + r)}a${r} ${r} 0 0 1 -${r} -${r}V${px(top + r)}a${r} ${r} 0 0 1 ${r} -${r}Z`;
}

/** Right side going down, left side coming up; the step lies half way between two rows. */
function stepped(piece: readonly Band[]): string {
  const first = piece[0] as Band;
  const last = piece[piece.length - 1] as Band;
  let path = `M${px(first.left)} ${px(first.y - UP)}H${px(first.right)}`;
  piece.slice(1).forEach((band, i) => (path += `V${px(((piece[i] as Band).y + band.y) / 2)}H${px(band.right)}`));
  path += `V${px(last.y + DOWN)}H${px(last.left)}`;
  for (let i = piece.length - 1; i > 0; i--) path += `V${px(((piece[i] as Band).y + (piece[i - 1] as Band).y) / 2)}H${px((piece[i - 1] as Band).left)}`;
  return `${path}Z`;
}
