/** How many labels fit side by side in `width` pixels, at most five; the rest is counted in a label `+n`.
 *  Estimated from the typeface (14 px: Han 14, other 8, padding and border 14, gap 4), so that a row never wraps. */
const han = /[\u2e80-\u9fff\uff00-\uffef○]/u;

export function labelWidth(label: string): number {
  let width = 14;
  for (const character of label) width += han.test(character) ? 14 : 8;
  return width;
}

/** Neighbours of the same origin together: what a machine suggests shares one dashed frame and one 「建議」. */
export function grouped<T extends { machine: boolean }>(flags: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const flag of flags) {
    const last = groups.at(-1);
    if (last && last[0]!.machine === flag.machine) last.push(flag);
    else groups.push([flag]);
  }
  return groups;
}

export function fit(labels: readonly string[], width: number, most = 5): number {
  let used = 0;
  for (let n = 0; n < labels.length; n += 1) {
    const next = used + labelWidth(labels[n]!) + (n === 0 ? 0 : 4);
    const rest = labels.length - n - 1;
    if (n >= most || next + (rest > 0 ? 4 + labelWidth(`+${rest}`) : 0) > width) return n;
    used = next;
  }
  return labels.length;
}
