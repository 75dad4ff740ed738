import { api } from '../api/client.ts';

/** Which page of which record an address is, in the words of POST /prints. */
export function printed(path: string): { page: string; record_id?: string } {
  const [, first = '', second] = path.split('/');
  const record = second && /^\d+$/.test(second) ? second : undefined;
  if (first === 'queue' && record) return { page: 'report', record_id: record };
  if (first === 'cases' && record) return { page: 'case', record_id: record };
  if (first === 'people' && record) return { page: 'person', record_id: record };
  if (first === 'households' && record) return { page: 'household', record_id: record };
  if (first === 'mandated' || first === 'phone') return { page: 'receipts' };
  return { page: ['queue', 'work', 'cases', 'board', 'handover', 'dashboard', 'audit'].includes(first) ? first : 'other' };
}

/** Paper leaves the building: every print, by button or by the browser's own menu, goes into the access log. */
export function logPrints(): () => void {
  const onPrint = () => void api.post('/prints', printed(location.pathname)).catch(() => undefined);
  addEventListener('beforeprint', onPrint);
  return () => removeEventListener('beforeprint', onPrint);
}
