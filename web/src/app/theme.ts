export type Theme = 'system' | 'light' | 'dark';
const key = 'anwang.theme';

export function theme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
}

export function setTheme(next: Theme): void {
  try { localStorage.setItem(key, next); } catch { /* storage refused: holds for this page only */ }
  applyTheme(next);
}
