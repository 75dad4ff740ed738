/**
 * Where the members of one row want to stand, moved as little as possible until they stand apart:
 * least squares under x[i+1] − x[i] ≥ gap[i] (pool adjacent violators on the gap-free coordinates).
 */
export function spread(wanted: readonly number[], gaps: readonly number[], weights: readonly number[]): number[] {
  const offset: number[] = [];
  let sum = 0;
  wanted.forEach((_, i) => {
    offset.push(sum);
    sum += gaps[i] ?? 0;
  });
  const pools: { mean: number; weight: number; size: number }[] = [];
  wanted.forEach((want, i) => {
    let pool = { mean: want - (offset[i] as number), weight: weights[i] ?? 1, size: 1 };
    for (let last = pools[pools.length - 1]; last && last.mean > pool.mean; last = pools[pools.length - 1]) {
      pools.pop();
      const weight = last.weight + pool.weight;
      pool = { mean: (last.mean * last.weight + pool.mean * pool.weight) / weight, weight, size: last.size + pool.size };
    }
    pools.push(pool);
  });
  return pools.flatMap((p) => Array<number>(p.size).fill(p.mean)).map((mean, i) => mean + (offset[i] as number));
}
