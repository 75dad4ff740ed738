import { useEffect, useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import type { ReportReceipt } from '../../api/types.ts';
import { useForms } from '../../api/queries.ts';
import { groupsFor, visible } from '../../ui/PackFields.tsx';
import { useT } from '../../i18n/lang.ts';
import type { FieldError } from '../../ui/State.tsx';
import { type DeskDraft, isTouched, problems, toReport } from './draft.ts';
import { deskMessages } from './messages.ts';

/** Checks, sends once (one idempotency key a draft), and keeps the input whatever happens. */
export function useSubmit(draft: DeskDraft, key: string, receivedAt: string | null) {
  const t = useT(deskMessages);
  // a question of a kind that was taken back, or whose condition no longer holds, is not sent
  const asked = groupsFor(useForms(), draft.kinds).flatMap((group) => group.fields).filter((field) => visible(field, draft.answers)).map((field) => field.code);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [receipt, setReceipt] = useState<ReportReceipt | null>(null);
  const touched = isTouched(draft) && receipt === null;
  useEffect(() => {
    if (!touched) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [touched]);
  const submit = async () => {
    const found = problems(draft).map(({ id, key: word }) => ({ id, message: t(word) }));
    setErrors(found);
    setProblem(null);
    if (found.length > 0) return;
    setBusy(true);
    try {
      setReceipt(await api.post<ReportReceipt>('/reports', toReport(draft, receivedAt === null ? null : { receivedAt }, asked), { key }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setErrors((error.body.errors ?? []).map((e) => ({ id: fieldOf(e.pointer, draft), message: e.message })));
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { submit, errors, problem, busy, receipt, clear: () => { setErrors([]); setProblem(null); setReceipt(null); } };
}

/** Where a JSON pointer of the server stands on this page. */
export function fieldOf(pointer: string, draft: DeskDraft): string {
  const subject = /^\/subjects\/(\d+)(?:\/(\w+))?/.exec(pointer);
  if (subject) {
    const key = draft.subjects[Number(subject[1])]?.key ?? draft.subjects[0]!.key;
    return subject[2]?.startsWith('birth') ? `birth-${key}` : subject[2] === 'age_estimated' ? `age-${key}` : `name-${key}`;
  }
  if (pointer.startsWith('/happened_at')) return 'desk-happened-time';
  if (pointer.startsWith('/known_at')) return 'desk-known-time';
  if (pointer.startsWith('/township') || pointer.startsWith('/place') || pointer.startsWith('/village')) return 'desk-township';
  if (pointer.startsWith('/immediate_danger')) return 'desk-danger';
  return 'desk-story';
}
