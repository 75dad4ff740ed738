/** Estimated width in px of a single line: a full-width character is one em, others a little over half. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const c of text) width += (c.codePointAt(0) ?? 0) > 0x2e7f || c === '○' ? size : size * 0.58;
  return width;
}

/** Two decimals are enough on any screen and keep the markup small. */
export const px = (n: number): string => String(Math.round(n * 100) / 100);
