import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

type Theme = 'light' | 'dark';

/** Colour tokens of one theme, name without the dashes → #RRGGBB. Tokens with alpha are overlays and have no text on them. */
function colours(theme: Theme): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of css.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const pair = /^light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)$/.exec(value!);
    if (pair) found.set(name!, theme === 'light' ? pair[1]! : pair[2]!);
    else if (/^#[0-9A-F]{6}$/.test(value!)) found.set(name!, value!);
  }
  return found;
}

/** Relative luminance and contrast as in WCAG 2.1. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi! + 0.05) / (lo! + 0.05);
}

const fills = ['page', 'panel', 'hover', 'selected'];
const pairs: { fg: string[]; bg: string[]; least: number }[] = [
  { fg: ['text', 'text-2', 'hint', 'action', 'action-press', 'danger-text'], bg: fills, least: 4.5 },
  { fg: ['due', 'done', 'doing', 'todo'], bg: ['panel', 'page'], least: 4.5 },
  { fg: ['due', 'text', 'text-2', 'action'], bg: ['due-bg'], least: 4.5 },
  { fg: ['doing', 'text', 'text-2'], bg: ['doing-bg'], least: 4.5 },
  { fg: ['done', 'text'], bg: ['done-bg'], least: 4.5 },
  { fg: ['todo', 'text', 'text-2', 'action'], bg: ['todo-bg'], least: 4.5 },
  { fg: ['danger-text', 'text', 'text-2'], bg: ['danger-bg'], least: 4.5 },
  { fg: ['on-danger'], bg: ['danger'], least: 4.5 },
  { fg: ['on-lock'], bg: ['lock'], least: 4.5 },
  { fg: ['on-action'], bg: ['action', 'action-press'], least: 4.5 },
  { fg: ['rail-text', 'rail-dim'], bg: ['rail', 'rail-on'], least: 4.5 },
  { fg: ['map-ink'], bg: ['map-1', 'map-2', 'map-3'], least: 4.5 },
  { fg: ['map-ink-inv'], bg: ['map-4', 'map-5'], least: 4.5 },
  // edges of controls, status lines and the focus ring are graphics: 3:1
  { fg: ['control-border', 'danger-line'], bg: fills, least: 3 },
  { fg: ['focus-in'], bg: ['focus-out'], least: 3 },
];
/** Decoration that carries no meaning on its own: neither text nor the edge of a control. */
const decoration = new Set(['divider', 'map-line']);

describe.each<Theme>(['light', 'dark'])('%s theme', (theme) => {
  const tokens = colours(theme);
  it.each(pairs.flatMap(({ fg, bg, least }) => fg.flatMap((f) => bg.map((b) => [f, b, least] as const))))(
    '%s on %s is at least %d:1',
    (f, b, least) => {
      expect(tokens.has(f), `token ${f}`).toBe(true);
      expect(tokens.has(b), `token ${b}`).toBe(true);
      expect(contrast(tokens.get(f)!, tokens.get(b)!)).toBeGreaterThanOrEqual(least);
    },
  );
  it('every colour token is in a tested pair', () => {
    const tested = new Set(pairs.flatMap(({ fg, bg }) => [...fg, ...bg]));
    expect([...tokens.keys()].filter((name) => !tested.has(name) && !decoration.has(name))).toEqual([]);
  });
});
