import type { Page } from 'playwright-core';
import type { Size } from './browser.ts';

/** Every page of the product: the browser tests open each (content security policy, axe, errors), `make shots` photographs
 *  each. `find` gives the address when it holds an id; null leaves the page out because the county has no such record. */
export interface PageEntry {
  name: string;
  login: string | null;
  path: string | ((page: Page) => Promise<string | null>);
  sizes: Size[];
  dark?: boolean;
  /** Further forms to photograph, in Chinese: at 400 %, on paper, in forced colours. */
  also?: ('zoom' | 'paper' | 'forced')[];
  /** What to do before the picture. */
  prepare?: (page: Page) => Promise<void>;
}

async function api<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (p) => (await (await fetch(`/api/v1${p}`)).json()) as unknown, path) as Promise<T>;
}
interface Row { id: string; immediate_danger: boolean | null; state: string }
interface Family { households: { household: { id: string }; members: { person: { id: string } }[] }[] }

export async function firstReport(page: Page): Promise<string | null> {
  return (await api<{ items: Row[] }>(page, '/queue?state=pending')).items[0]?.id ?? null;
}
async function firstHousehold(page: Page): Promise<Family['households'][number] | null> {
  // The planted rows of the night have families; what another test has sent may have none.
  for (const state of ['pending', 'decided'])
    for (const { id } of (await api<{ items: Row[] }>(page, `/queue?state=${state}`)).items) {
      const home = (await api<Family>(page, `/reports/${id}/family`)).households[0];
      if (home !== undefined) return home;
    }
  return null;
}
async function firstCase(page: Page): Promise<string | null> {
  return (await api<{ items?: { id: string }[] }>(page, '/cases?mine=1')).items?.[0]?.id ?? null;
}

const all: PageEntry['also'] = ['zoom', 'paper', 'forced'];
const staff: Size[] = ['desk', 'tablet'];
const open: Size[] = ['desk', 'tablet', 'phone'];

export const pages: PageEntry[] = [
  { name: 'signin', login: null, path: '/signin', sizes: open },
  { name: 'report', login: null, path: '/report', sizes: open, also: ['zoom', 'forced'] },
  { name: 'track', login: null, path: '/track', sizes: open },
  { name: 'mandated-report', login: 'mandated_reporter', path: '/mandated/report', sizes: open },
  { name: 'mandated-reports', login: 'mandated_reporter', path: '/mandated/reports', sizes: open },
  { name: 'queue', login: 'screener', path: '/queue', sizes: staff, dark: true, also: ['zoom', 'forced'] },
  { name: 'review', login: 'screener', path: async (page) => { const id = await firstReport(page); return id === null ? null : `/queue/${id}`; }, sizes: staff, dark: true, also: all },
  { name: 'review-dispatch', login: 'screener', path: async (page) => { const id = await firstReport(page); return id === null ? null : `/queue/${id}`; }, sizes: ['desk'], prepare: async (page) => { await page.keyboard.press('KeyA'); await page.waitForSelector('dialog[open]'); } },
  { name: 'shortcuts', login: 'screener', path: '/queue', sizes: ['desk'], prepare: async (page) => { await page.keyboard.press('Shift+Slash'); await page.waitForSelector('dialog[open]'); } },
  { name: 'more', login: 'screener', path: '/queue', sizes: ['tablet'], prepare: async (page) => { await page.locator('nav button[aria-haspopup="dialog"]').click(); await page.waitForSelector('dialog[open]'); } },
  { name: 'people-found', login: 'screener', path: '/people', sizes: staff, prepare: async (page) => { await page.fill('main input[type="search"]', '張雅雯'); await page.keyboard.press('Enter'); await page.waitForSelector('main table'); } },
  { name: 'phone', login: 'screener', path: '/phone', sizes: staff },
  { name: 'people', login: 'screener', path: '/people', sizes: staff },
  { name: 'household', login: 'screener', path: async (page) => { const home = await firstHousehold(page); return home === null ? null : `/households/${home.household.id}`; }, sizes: staff, dark: true, also: ['zoom', 'paper'] },
  { name: 'person', login: 'screener', path: async (page) => { const home = await firstHousehold(page); return home?.members[0] ? `/people/${home.members[0].person.id}` : null; }, sizes: staff },
  { name: 'handover', login: 'screener', path: '/handover', sizes: staff, also: all },
  { name: 'night', login: 'screener', path: '/handover/night', sizes: staff, dark: true, also: ['paper'] },
  { name: 'calls', login: 'screener', path: '/handover/calls', sizes: ['desk'] },
  { name: 'import', login: 'screener', path: '/import', sizes: ['desk'] },
  { name: 'work', login: 'duty_worker', path: '/my-work', sizes: staff, dark: true },
  { name: 'cases', login: 'duty_worker', path: '/cases', sizes: staff, also: all },
  { name: 'case', login: 'duty_worker', path: async (page) => { const id = await firstCase(page); return id === null ? null : `/cases/${id}`; }, sizes: staff, also: all },
  { name: 'board', login: 'supervisor', path: '/board', sizes: staff },
  { name: 'dashboard', login: 'county_coordinator', path: '/dashboard', sizes: staff, dark: true, also: all },
  { name: 'disputes', login: 'county_coordinator', path: '/disputes', sizes: ['desk'] },
  { name: 'drill-down', login: 'county_coordinator', path: '/dashboard/first_contact?from=2026-10-01&to=2026-11-23', sizes: staff, also: ['paper'] },
  { name: 'audit', login: 'auditor', path: '/audit', sizes: ['desk'] },
  { name: 'accounts', login: 'administrator', path: '/accounts', sizes: ['desk'] },
  { name: 'status', login: 'administrator', path: '/status', sizes: ['desk'] },
  { name: 'help', login: 'screener', path: '/help', sizes: staff },
];
