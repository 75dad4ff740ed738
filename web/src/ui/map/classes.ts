/** Class breaks for a choropleth: five or fewer classes of like size, cut at numbers a person would choose. */
export interface Classes {
  /** Ascending; a value v belongs to class i when breaks[i-1] ≤ v < breaks[i]. */
  breaks: number[];
  index: (value: number) => number;
}

/** Steps a person would choose, from coarse to fine. */
function* steps(span: number): Generator<number> {
  const unit = 10 ** Math.floor(Math.log10(span / 4));
  for (const scale of [1, 0.1]) for (const step of [5, 2, 1]) yield unit * scale * step;
}

const distinct = (xs: readonly number[]): number[] => [...new Set(xs)];

export function classes(values: readonly number[], count = 5): Classes {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
  const quantiles = Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / count)] ?? 0);
  let breaks: number[] = [];
  if (high > low)
    for (const step of steps(high - low)) {
      const cut = distinct(quantiles.map((q) => Number((Math.round(q / step) * step).toPrecision(6)))).filter((b) => b > low && b <= high);
      const kept = cut.filter((b, i) => sorted.some((v) => v >= b && v < (cut[i + 1] ?? Infinity)));
      if (kept.length > breaks.length) breaks = kept;
      if (breaks.length === Math.min(count, distinct(sorted).length) - 1) break;
    }
  return { breaks, index: (v) => breaks.filter((b) => v >= b).length };
}

/** Colour step 1–5 of a class, spread over the ramp when there are fewer classes than colours. */
export const shade = (index: number, count: number): number => (count <= 1 ? 3 : 1 + Math.round((index * 4) / (count - 1)));
