import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Problem } from '../api/client.ts';
import { useT } from '../i18n/lang.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { uiMessages } from './messages.ts';

/** Shapes after 300 ms, words after 5 s. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const t = useT(uiMessages);
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 5_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite">
      <div className="skel" aria-hidden="true">{Array.from({ length: lines }, (_, i) => <span key={i} />)}</div>
      <span className={long ? 'state meta' : 'vh'}>{long ? t('loadingLong') : t('loading')}</span>
    </div>
  );
}

/** Why there is nothing, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="state"><h2>{title}</h2>{children}</div>;
}

/** A page that failed as a whole has no other heading: this one is then its first. */
function useOnlyHeading(): 'h1' | 'h2' {
  const [level, setLevel] = useState<'h1' | 'h2'>('h2');
  useLayoutEffect(() => { if (document.querySelector('h1') === null) setLevel('h1'); }, []);
  return level;
}

/** What the server said, in its words, with the number to quote. A record out of reach reads like one that does not exist. */
export function ProblemView({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useT(uiMessages);
  const problem = error instanceof Problem ? error : null;
  const title = problem === null ? t('failed')
    : problem.offline ? t('offlineTitle')
    : problem.status === 404 ? t('notFound')
    : problem.status === 403 ? t('forbidden')
    : problem.status === 503 || problem.status === 429 ? (problem.retryAfter === null ? t('busy') : t('busyAfter', { n: problem.retryAfter }))
    : problem.body.title;
  const Heading = useOnlyHeading();
  const detail = problem?.offline ? t('offlineDetail') : problem?.status === 404 ? t('notFoundDetail') : problem?.body.detail;
  return (
    <div className="state" role="alert">
      <Heading><Icon name="tri" /> {title}</Heading>
      {detail ? <p>{detail}</p> : null}
      {problem?.body.request_id ? <p className="meta">{t('requestNo', { id: problem.body.request_id })}</p> : null}
      {onRetry && problem?.status !== 404 && problem?.status !== 403 ? <Button onClick={onRetry}>{t('retry')}</Button> : null}
    </div>
  );
}

export interface FieldError { id: string; message: string }

/** Errors of a form: focus moves here, each line leads to its field and says the same words. */
export function ErrorSummary({ errors, problem }: { errors: FieldError[]; problem?: Problem | null }) {
  const t = useT(uiMessages);
  const ref = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0 || Boolean(problem);
  useEffect(() => { if (shown) ref.current?.focus(); }, [shown, errors, problem]);
  if (!shown) return null;
  const title = errors.length > 0 ? t('errorTitle', { n: errors.length }) : problem!.offline ? t('offlineTitle') : problem!.body.title;
  return (
    <div ref={ref} className="note note-danger panel" role="alert" tabIndex={-1}>
      <h2><Icon name="tri" />{title}</h2>
      {errors.length > 0 ? (
        <ul>
          {errors.map((error) => (
            <li key={error.id + error.message}>
              <a href={`#${error.id}`} onClick={(event) => {
                event.preventDefault();
                const target = document.getElementById(error.id);
                (target?.matches('fieldset') ? target.querySelector<HTMLElement>('input') : target)?.focus();
              }}>{error.message}</a>
            </li>
          ))}
        </ul>
      ) : <p>{problem!.offline ? t('offlineDetail') : problem!.body.detail}</p>}
      {problem?.body.request_id ? <p className="meta">{t('requestNo', { id: problem.body.request_id })}</p> : null}
    </div>
  );
}

/** A value of a conflict as text; what has no plain text is left to the page that knows it. */
export function showValue(_field: string, value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : value === null || value === undefined ? '' : JSON.stringify(value);
}

/** 412 / 409: yours and the current values side by side, each to be chosen; nothing is ever overwritten unseen. */
export function Conflict({ problem, label, show, onResolve, onReload }: {
  problem: Problem; label: (field: string) => string; show: (field: string, value: unknown) => string;
  onResolve?: (chosen: Record<string, unknown>) => void; onReload: () => void;
}) {
  const t = useT(uiMessages);
  const yours = problem.body.yours ?? {};
  const current = problem.body.current ?? {};
  const fields = Object.keys(yours).filter((field) => field in current && JSON.stringify(yours[field]) !== JSON.stringify(current[field]));
  const [kept, setKept] = useState<Record<string, 'yours' | 'current'>>({});
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} className="note note-due panel" role="alert" tabIndex={-1}>
      <h2><Icon name="tri" />{problem.status === 412 ? t('conflictTitle') : problem.body.title}</h2>
      <p>{problem.status === 412 ? t('conflictDetail') : problem.body.detail}</p>
      {fields.length > 0 ? (
        <table className="table">
          <thead><tr><th scope="col">{t('field')}</th><th scope="col">{t('yours')}</th><th scope="col">{t('current')}</th></tr></thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">{label(field)}</th>
                {(['yours', 'current'] as const).map((side) => (
                  <td key={side}>
                    <label className="check">
                      <input type="radio" name={`conflict-${field}`} checked={(kept[field] ?? 'current') === side} onChange={() => setKept({ ...kept, [field]: side })} />
                      {show(field, side === 'yours' ? yours[field] : current[field])}
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="field-row">
        {onResolve && fields.length > 0 ? <Button look="main" onClick={() => onResolve(Object.fromEntries(fields.map((f) => [f, (kept[f] ?? 'current') === 'yours' ? yours[f] : current[f]])))}>{t('applyChoice')}</Button> : null}
        <Button onClick={onReload}>{t('reload')}</Button>
      </div>
    </div>
  );
}
