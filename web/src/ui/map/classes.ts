/** Class breaks for a choropleth: five or fewer classes of like size, cut at numbers a person would choose. */
export interface Classes {
  /** Ascending; a value v belongs to class i when breaks[i-1] ≤ v < breaks[i]. */
  breaks: number[];
  index: (value: number) => number;
}

const tidy = (n: number, span: number): number => {
  if (span <= 0) return n;
  const unit = 10 ** Math.floor(Math.log10(span / 5));
  const step = span / 5 / unit >= 5 ? unit * 5 : span / 5 / unit >= 2 ? unit * 2 : unit;
  return Number((Math.round(n / step) * step).toPrecision(6));
};

export function classes(values: readonly number[], count = 5): Classes {
  const sorted = [...values].sort((a, b) => a - b);
  const span = (sorted[sorted.length - 1] ?? 0) - (sorted[0] ?? 0);
  const wanted = Array.from({ length: count - 1 }, (_, i) => tidy(sorted[Math.floor(((i + 1) * sorted.length) / count)] ?? 0, span));
  const low = sorted[0] ?? 0;
  const high = sorted[sorted.length - 1] ?? 0;
  const breaks = [...new Set(wanted)].filter((b) => b > low && b <= high);
  return { breaks, index: (v) => breaks.filter((b) => v >= b).length };
}

/** Colour step 1–5 of a class, spread over the ramp when there are fewer classes than colours. */
export const shade = (index: number, count: number): number => (count <= 1 ? 3 : 1 + Math.round((index * 4) / (count - 1)));
