import type { Role } from '../api/types.ts';
import type { IconName } from '../ui/Icon.tsx';

export interface NavItem {
  path: string;
  label: 'report' | 'myReports' | 'queue' | 'work' | 'board' | 'cases' | 'phone' | 'people' | 'handover' | 'dashboard' | 'disputes' | 'audit' | 'accounts' | 'status' | 'imports';
  icon: IconName;
  roles: readonly Role[];
  /** The letter after G. */
  go?: string;
  /** Place in the bar at the foot of a tablet, where four fit; without one it waits under 更多. */
  bar?: number;
}

/** The menu in its order; everyone sees the items of their roles. */
export const nav: readonly NavItem[] = [
  { path: '/mandated/report', label: 'report', icon: 'form', roles: ['mandated_reporter'] },
  { path: '/mandated/reports', label: 'myReports', icon: 'inbox', roles: ['mandated_reporter'] },
  { path: '/queue', label: 'queue', icon: 'queue', roles: ['screener', 'duty_worker', 'supervisor'], go: 'KeyQ', bar: 1 },
  { path: '/my-work', label: 'work', icon: 'clipboard', roles: ['social_worker', 'duty_worker', 'supervisor'], go: 'KeyW', bar: 2 },
  { path: '/board', label: 'board', icon: 'board', roles: ['supervisor'], bar: 3 },
  { path: '/cases', label: 'cases', icon: 'briefcase', roles: ['social_worker', 'duty_worker', 'supervisor'], go: 'KeyC', bar: 4 },
  { path: '/phone', label: 'phone', icon: 'phone', roles: ['screener', 'duty_worker'], bar: 5 },
  { path: '/people', label: 'people', icon: 'home', roles: ['screener', 'duty_worker', 'social_worker', 'supervisor'], bar: 6 },
  { path: '/handover', label: 'handover', icon: 'swap', roles: ['screener', 'duty_worker', 'supervisor'], bar: 7 },
  { path: '/import', label: 'imports', icon: 'import', roles: ['screener', 'supervisor'] },
  { path: '/dashboard', label: 'dashboard', icon: 'chart', roles: ['screener', 'supervisor', 'county_coordinator'], go: 'KeyD' },
  { path: '/disputes', label: 'disputes', icon: 'scales', roles: ['county_coordinator'] },
  { path: '/audit', label: 'audit', icon: 'eyeLine', roles: ['auditor'] },
  { path: '/accounts', label: 'accounts', icon: 'people', roles: ['administrator'] },
  { path: '/status', label: 'status', icon: 'pulse', roles: ['administrator'] },
];

export function navFor(roles: readonly Role[]): NavItem[] {
  return nav.filter((item) => item.roles.some((role) => roles.includes(role)));
}

/** What the bar of a tablet holds for a role, and what waits under 更多: five entries at the most, help and oneself among them. */
export function barFor(items: readonly NavItem[]): { shown: NavItem[]; more: NavItem[] } {
  if (items.length + 2 <= 5) return { shown: [...items], more: [] };
  const first = new Set([...items].sort((a, b) => (a.bar ?? 99) - (b.bar ?? 99)).slice(0, 4));
  return { shown: items.filter((item) => first.has(item)), more: items.filter((item) => !first.has(item)) };
}

/** Where a signed-in person starts. */
export function homeFor(roles: readonly Role[]): string {
  return navFor(roles)[0]?.path ?? '/help';
}
