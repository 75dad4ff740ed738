import type { ReactNode } from 'react';

/** Shapes carry meaning beside the word, so they stay simple: 16 px filled for status, 24 px line for navigation. */
const filled = {
  oct: <><path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" /><path d="M7 3.6h2v5.2H7zm0 6.4h2v2H7z" fill="var(--danger)" /></>,
  tri: <><path d="M8 1.5 15.5 14.5H.5z" /><path d="M7.2 6h1.6v4.2H7.2zm0 5.2h1.6v1.6H7.2z" fill="var(--due-bg)" /></>,
  half: <><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.8" /><path d="M8 2a6 6 0 0 1 0 12z" /></>,
  tick: <path d="M6.4 13.2 1.6 8.4l1.7-1.7 3.1 3.1 6.3-6.5 1.7 1.7z" />,
  ring: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  lock: <><path d="M3 7h10v8H3z" /><path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" strokeWidth="1.8" /></>,
  cross: <path d="m3.4 2 4.6 4.6L12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z" />,
  approx: <path d="M2 6.2c2-2.2 4-2.2 6 0s4 2.2 6 0M2 11c2-2.2 4-2.2 6 0s4 2.2 6 0" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  equal: <path d="M2 4.5h12v2H2zm0 5h12v2H2z" />,
  dash: <path d="M3 7h10v2H3z" />,
  eye: <><path d="M1 8c3.5-5.6 10.5-5.6 14 0-3.5 5.6-10.5 5.6-14 0z" fill="none" stroke="currentColor" strokeWidth="1.5" /><circle cx="8" cy="8" r="2.3" /></>,
  cloud: <><path d="M4 12h8a3 3 0 0 0 .5-6A4.500 4.500 0 0 0 4 6.200 3 3 0 0 0 4 12z" fill="none" stroke="currentColor" strokeWidth="1.5" /><path d="M2 2l12 12" stroke="currentColor" strokeWidth="1.8" /></>,
} satisfies Record<string, ReactNode>;

const line = {
  queue: <path d="M4 5h16M4 10h10M4 15h16M4 20h10" />,
  phone: <path d="M6 3l3.500 5-2 2c1 3 3.500 5.500 6.500 6.500l2-2 5 3.500-1.500 3C11 22 2 13 3 4.500z" />,
  home: <path d="M3 11 12 4l9 7M6 9v11h12V9M10 20v-6h4v6" />,
  swap: <path d="M4 8h14l-3.500-3.500M20 16H6l3.500 3.500" />,
  chart: <path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6" />,
  clipboard: <path d="M8 4h8v4H8zM8 6H5v15h14V6h-3M9 14l2 2 4-4" />,
  briefcase: <path d="M3 8h18v12H3zM9 8V5h6v3M3 13h18" />,
  search: <path d="M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.500 15.500 21 21" />,
  plus: <path d="M12 4v16M4 12h16" />,
  minus: <path d="M4 12h16" />,
  scales: <path d="M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z" />,
  people: <path d="M8 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2 20c0-4 3-6 6-6s6 2 6 6M16 11a3 3 0 1 0 0-6M17 14c3 .4 5 2.500 5 6" />,
  board: <path d="M4 4h16v16H4zM9 4v16M15 4v16" />,
  inbox: <path d="M4 13 7 4h10l3 9v7H4zM4 13h5l1 3h4l1-3h5" />,
  form: <path d="M6 3h9l4 4v14H6zM9 9h6M9 13h6M9 17h4" />,
  import: <path d="M12 3v12M7 10l5 5 5-5M4 20h16" />,
  eyeLine: <path d="M2 12c5-8 15-8 20 0-5 8-15 8-20 0zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z" />,
  gear: <path d="M12 8.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM12 2v4M12 18v4M2 12h4M18 12h4M5 5l3 3M16 16l3 3M19 5l-3 3M8 16l-3 3" />,
  pulse: <path d="M3 12h4l3-8 4 16 3-8h4" />,
  help: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M12 16.500v.5" />,
  user: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7" />,
  moon: <path d="M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z" />,
  back: <path d="M14 5l-7 7 7 7" />,
  calendar: <path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" />,
  chevron: <path d="M9 5l7 7-7 7" />,
  close: <path d="M5 5l14 14M19 5 5 19" />,
  more: <path d="M4 12h2M11 12h2M18 12h2" />,
  print: <path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof filled | keyof typeof line;

/** Decorative: the word beside it says the same. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  const isLine = name in line;
  return (
    <svg className={`${isLine ? 'ic-line' : 'ic'}${className ? ` ${className}` : ''}`} viewBox={isLine ? '0 0 24 24' : '0 0 16 16'} aria-hidden="true" focusable="false">
      {isLine ? line[name as keyof typeof line] : filled[name as keyof typeof filled]}
    </svg>
  );
}
