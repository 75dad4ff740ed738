import { type ReactNode, useCallback } from 'react';
import { useLang, useT } from '../i18n/lang.ts';
import { rocDateTime, hhmm, taipeiDate, instant } from '../lib/roc.ts';
import { timeLeft, urgency } from '../lib/left.ts';
import { useNow } from '../lib/now.ts';
import { Icon, type IconName } from './Icon.tsx';
import { uiMessages } from './messages.ts';

export type StatusKind = 'danger' | 'due' | 'doing' | 'done' | 'todo' | 'lock';
const shapes: Record<StatusKind, IconName> = { danger: 'oct', due: 'tri', doing: 'half', done: 'tick', todo: 'ring', lock: 'lock' };

/** Shape + word + colour. `bare` drops the fill for dense lists; shape and word remain. */
export function Status({ kind, bare = false, children }: { kind: StatusKind; bare?: boolean; children: ReactNode }) {
  return <span className={`st st-${kind}${bare ? ' st-bare' : ''}`}><Icon name={shapes[kind]} />{children}</span>;
}

/** A fact about the record. */
export function Tag({ strong = false, children }: { strong?: boolean; children: ReactNode }) {
  return <span className={`tag${strong ? ' tag-strong' : ''}`}>{children}</span>;
}

/** What a machine suggests: dashed border and the word 建議. */
export function SuggestionTag({ children }: { children: ReactNode }) {
  const t = useT(uiMessages);
  return <span className="tag sug"><span className="sug-word">{t('suggestion')}</span>{children}</span>;
}

/** What a person decided: solid border, who and when. */
export function DecisionTag({ who, at, children }: { who: string; at: string; children?: ReactNode }) {
  return <span className="tag dec"><Icon name="tick" />{children}<span className="nb">{who}</span><When at={at} /></span>;
}

/** A moment of this shift: the time alone, the date on hover. */
export function Clock({ at }: { at: string }) {
  const language = useLang();
  return <time className="nb" dateTime={at} title={rocDateTime(at, language)}>{hhmm(at)}</time>;
}

/** A moment, short where it is today (Taipei), with the full form on hover and for machines. */
export function When({ at, full = false, year = false }: { at: string; full?: boolean; year?: boolean }) {
  const language = useLang();
  const today = taipeiDate(useNow());
  const text = !full && taipeiDate(instant(at)) === today ? hhmm(at) : rocDateTime(at, language, { year: year || full });
  return <time className="nb" dateTime={at} title={rocDateTime(at, language)}>{text}</time>;
}

/** Time left on a clock, coloured and worded; the bar shows the part used. */
export function TimeLeft({ due, start, bar = false, dueSoonMs }: { due: string; start?: string | undefined; bar?: boolean; dueSoonMs?: number }) {
  const language = useLang();
  const nowMs = useNow();
  const dueMs = instant(due);
  const startMs = start === undefined ? undefined : instant(start);
  const state = urgency(nowMs, startMs, dueMs, dueSoonMs);
  const used = startMs === undefined || dueMs <= startMs ? 1 : Math.min(1, Math.max(0, (nowMs - startMs) / (dueMs - startMs)));
  const suffix = state === 'calm' ? '' : `-${state}`;
  return (
    <>
      <time className={`left${suffix && ` left${suffix}`}`} dateTime={due} title={rocDateTime(due, language)}>{timeLeft(nowMs, dueMs, language)}</time>
      <span className="paperonly nb">{rocDateTime(due, language, { year: false })}</span>
      {bar ? <span className={`bar${suffix && ` bar${suffix}`}`} aria-hidden="true"><span style={{ inlineSize: `${Math.max(2, used * 100)}%` }} /></span> : null}
    </>
  );
}

/** 逾時 or 將到期 beside a row; nothing while there is time. */
export function DueStatus({ due, start, words }: { due: string; start?: string | undefined; words: { due: string; over: string } }) {
  const nowMs = useNow();
  const state = urgency(nowMs, start === undefined ? undefined : instant(start), instant(due));
  if (state === 'calm') return null;
  return state === 'over' ? <Status kind="danger">{words.over}</Status> : <Status kind="due">{words.due}</Status>;
}

/** 男4, M 4; unknown parts are left out, never invented. */
export function useSexAge(): (sex: string | null, age: number | null) => string {
  const t = useT(uiMessages);
  const language = useLang();
  return useCallback((sex, age) => {
    const s = sex === 'M' ? t('sexMale') : sex === 'F' ? t('sexFemale') : '';
    if (age === null) return s;
    return language === 'zh' ? `${s}${age}` : `${s} ${age}`.trim();
  }, [t, language]);
}
