import { lazy, Suspense, useState } from 'react';
import { useLang, useT } from '../i18n/lang.ts';
import { now } from '../lib/now.ts';
import { parseDate, parseTime, rocDate, taipeiDate } from '../lib/roc.ts';
import { Field, type FieldFrame, UnknownToggle } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { uiMessages } from './messages.ts';

const RocCalendar = lazy(() => import('./RocCalendar.tsx'));

/** What stands in a date field: the text as typed and the day it was read as (null while unread or 不明). */
export interface DateValue { text: string; iso: string | null; unknown: boolean }
export const emptyDate: DateValue = { text: '', iso: null, unknown: false };

export function dateValue(iso: string | null): DateValue {
  return iso === null ? emptyDate : { text: rocDate(iso), iso, unknown: false };
}

/** One forgiving text field: `0750312`, `75/3/12`, `1986-03-12`, or the ROC calendar. What was read is shown beside it. */
export function RocDateField({ value, onChange, allowUnknown = false, allowFuture = false, error, ...frame }: FieldFrame & { value: DateValue; onChange: (value: DateValue) => void; allowUnknown?: boolean; allowFuture?: boolean }) {
  const t = useT(uiMessages);
  const language = useLang();
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState(false);
  const latest = allowFuture ? undefined : taipeiDate(now());
  const parsed = value.text.trim() === '' ? null : parseDate(value.text, latest);
  const words = { form: t('dateForm'), calendar: t('dateCalendar'), future: t('dateFuture') };
  const own = left && parsed && !parsed.ok ? words[parsed.why] : undefined;
  const read = parsed?.ok ? t('dateRead', { date: rocDate(parsed.iso, language) }) : undefined;
  return (
    <Field {...frame} error={error ?? own} hint={frame.hint} beside={
      <>
        <button type="button" className="btn btn-light" disabled={value.unknown} aria-label={`${frame.label}：${t('openCalendar')}`} aria-haspopup="dialog" onClick={() => setOpen(true)}><Icon name="calendar" /></button>
        {allowUnknown ? <UnknownToggle label={frame.label} pressed={value.unknown} onChange={(unknown) => onChange({ text: '', iso: null, unknown })} /> : null}
        {read && language === 'zh' && value.text !== rocDate(parsed?.ok ? parsed.iso : '1912-01-01') ? <span className="meta" role="status">{read}</span> : null}
        {open ? (
          <Suspense fallback={null}>
            <RocCalendar
              label={frame.label} value={parsed?.ok ? parsed.iso : null} latest={latest}
              onClose={() => setOpen(false)}
              onChoose={(iso) => {
                onChange({ text: rocDate(iso), iso, unknown: false });
                setOpen(false);
              }}
            />
          </Suspense>
        ) : null}
      </>
    }>
      {(wiring) => (
        <input
          {...wiring} type="text" inputMode="numeric" autoComplete="off" disabled={value.unknown} value={value.text} placeholder="75/3/12"
          onBlur={() => setLeft(true)}
          onChange={(event) => {
            const text = event.target.value;
            const result = parseDate(text, latest);
            onChange({ text, iso: result.ok ? result.iso : null, unknown: false });
          }}
        />
      )}
    </Field>
  );
}

export function TimeField({ value, onChange, error, ...frame }: FieldFrame & { value: string; onChange: (text: string) => void }) {
  const t = useT(uiMessages);
  const [left, setLeft] = useState(false);
  const own = left && value.trim() !== '' && parseTime(value) === null ? t('timeForm') : undefined;
  return (
    <Field {...frame} error={error ?? own}>
      {(wiring) => <input {...wiring} type="text" inputMode="numeric" autoComplete="off" placeholder="14:05" value={value} onBlur={() => { setLeft(true); const read = parseTime(value); if (read) onChange(read); }} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}
