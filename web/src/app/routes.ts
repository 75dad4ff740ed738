import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Role } from '../api/types.ts';

/** Every page of the product on one screen: its address, who may open it, and where its code is.
 *  The server decides what anyone sees; `roles` here only keeps people out of pages that would answer 404. */
export interface Page {
  path: string;
  /** `public` needs no account and stores nothing; `any` needs an account of any role. */
  roles: readonly Role[] | 'public' | 'any';
  component: LazyExoticComponent<ComponentType>;
}

export const screening: readonly Role[] = ['screener', 'duty_worker', 'supervisor'];
export const casework: readonly Role[] = ['social_worker', 'duty_worker', 'supervisor'];
export const staff: readonly Role[] = ['screener', 'duty_worker', 'social_worker', 'supervisor', 'county_coordinator'];

export const pages: readonly Page[] = [
  { path: '/phone', roles: ['screener', 'duty_worker'], component: lazy(() => import('../pages/desk/PhoneDeskPage.tsx')) },
  { path: '/mandated/report', roles: ['mandated_reporter'], component: lazy(() => import('../pages/desk/MandatedReportPage.tsx')) },
  { path: '/mandated/reports', roles: ['mandated_reporter'], component: lazy(() => import('../pages/desk/MyReportsPage.tsx')) },
  { path: '/handover/:tab?', roles: screening, component: lazy(() => import('../pages/handover/HandoverPage.tsx')) },
  { path: '/import', roles: ['screener', 'supervisor'], component: lazy(() => import('../pages/imports/ImportPage.tsx')) },
  { path: '/queue/:id?', roles: screening, component: lazy(() => import('../pages/queue/QueuePage.tsx')) },
  { path: '/signin', roles: 'public', component: lazy(() => import('../pages/signin/SignInPage.tsx')) },
  { path: '/report', roles: 'public', component: lazy(() => import('../pages/public/ReportPage.tsx')) },
  { path: '/track', roles: 'public', component: lazy(() => import('../pages/public/TrackPage.tsx')) },
  { path: '/people', roles: staff, component: lazy(() => import('../pages/people/PeoplePage.tsx')) },
  { path: '/people/:id', roles: staff, component: lazy(() => import('../pages/people/PersonPage.tsx')) },
  { path: '/households/:id', roles: staff, component: lazy(() => import('../pages/people/HouseholdPage.tsx')) },
  { path: '/dashboard', roles: ['screener', 'supervisor', 'county_coordinator'], component: lazy(() => import('../pages/dashboard/DashboardPage.tsx')) },
  { path: '/dashboard/:id', roles: ['screener', 'supervisor', 'county_coordinator'], component: lazy(() => import('../pages/dashboard/DrillPage.tsx')) },
  { path: '/cases', roles: casework, component: lazy(() => import('../pages/cases/CasesPage.tsx')) },
  { path: '/cases/:id', roles: [...casework, 'county_coordinator'], component: lazy(() => import('../pages/cases/CasePage.tsx')) },
  { path: '/my-work', roles: casework, component: lazy(() => import('../pages/my-work/MyWorkPage.tsx')) },
  { path: '/board', roles: ['supervisor'], component: lazy(() => import('../pages/board/BoardPage.tsx')) },
  { path: '/disputes', roles: ['county_coordinator'], component: lazy(() => import('../pages/board/DisputesPage.tsx')) },
  { path: '/audit', roles: ['auditor'], component: lazy(() => import('../pages/admin/AuditPage.tsx')) },
  { path: '/accounts', roles: ['administrator'], component: lazy(() => import('../pages/admin/AccountsPage.tsx')) },
  { path: '/status', roles: ['administrator'], component: lazy(() => import('../pages/admin/StatusPage.tsx')) },
  { path: '/help', roles: 'any', component: lazy(() => import('../pages/help/HelpPage.tsx')) },
];
