import type { Rule, Suggestion } from '../../api/types.ts';

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

/** The rule to show for 逕派✓: the first that dispatches directly, else the grade's. */
export function directRule(suggestion: Pick<Suggestion, 'items'>): Rule | null {
  return (suggestion.items.find((item) => item.rule?.direct) ?? suggestion.items.find((item) => item.rule !== null))?.rule ?? null;
}
