import { useState } from 'react';
import { useLang, useT } from '../i18n/lang.ts';
import { now } from '../lib/now.ts';
import { hhmm, parseTime, rocDate, taipeiDate, taipeiInstant } from '../lib/roc.ts';
import type { Form, FormField, FormGroup } from '../api/types.ts';
import { ChoiceField, SelectField, TextField } from './Field.tsx';
import { type DateValue, dateValue, RocDateField, TimeField } from './RocDateField.tsx';
import { uiMessages } from './messages.ts';

export type Answers = Record<string, unknown>;

/** `when` of a pack's field: `injury=light|severe`. A question whose condition nobody answered is not asked. */
export function visible(field: Pick<FormField, 'when'>, answers: Answers): boolean {
  if (!field.when) return true;
  const [code, wanted] = field.when.split('=') as [string, string | undefined];
  const value = answers[code];
  const given = Array.isArray(value) ? value.map(String) : typeof value === 'boolean' ? [value ? 'yes' : 'no'] : [String(value)];
  return wanted === undefined ? value !== undefined && value !== null && value !== '' : wanted.split('|').some((w) => given.includes(w));
}

/** The groups of the chosen kinds, danger first as each kind puts it, then those of the common form; each field once. */
export function groupsFor(forms: readonly Form[] | undefined, kinds: readonly string[]): FormGroup[] {
  const seen = new Set<string>();
  return [...kinds, 'common'].flatMap((kind) => forms?.find((form) => form.kind === kind)?.groups ?? [])
    .map((group) => ({ ...group, fields: group.fields.filter((field) => !seen.has(field.code) && seen.add(field.code)) }))
    .filter((group) => group.fields.length > 0);
}

/** The questions that the packs put to the public, in plain words: the chosen kinds' own first, then the common ones. */
export function askedOf(forms: readonly Form[] | undefined, kinds: readonly string[]): FormField[] {
  return groupsFor(forms, kinds).flatMap((group) => group.fields).filter((field) => field.ask_zh);
}

/** The answer that comes before everything else: call 110 or 119 now. */
export const saysDanger = (answers: Answers): boolean => ['self', 'others', 'both'].includes(String(answers['danger_self_others']));

/** One question of a pack. 不明 beside every fact: null says that it was asked and is not known. */
export function PackField({ field, answers, onChange, plain = false }: { field: FormField; answers: Answers; onChange: (answers: Answers) => void; /** In the words for the public. */ plain?: boolean }) {
  const t = useT(uiMessages);
  const language = useLang();
  if (!visible(field, answers)) return null;
  const value = answers[field.code];
  const set = (next: unknown) => {
    const rest = { ...answers };
    delete rest[field.code];
    onChange(next === '' || next === undefined || (Array.isArray(next) && next.length === 0) ? rest : { ...rest, [field.code]: next });
  };
  const label = (plain ? (language === 'zh' ? field.ask_zh : field.ask_en) : null) ?? field[language];
  const help = plain ? undefined : ((language === 'zh' ? field.help_zh : field.help_en) ?? undefined);
  const choices = (field.choices ?? []).map((choice) => ({ code: choice.code, label: choice[language] }));
  const text = value === null ? null : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (field.type) {
    case 'choice': {
      const all = choices.some((c) => c.code === 'unknown') ? choices : [...choices, { code: 'unknown', label: t('unknown') }];
      const current = value === null ? 'unknown' : typeof value === 'string' ? value : '';
      const pick = (code: string) => set(code === 'unknown' && !choices.some((c) => c.code === 'unknown') ? null : code);
      return plain || all.length <= 6 ? <ChoiceField label={label} hint={help} values={current ? [current] : []} choices={all} onChange={([code]) => pick(code ?? '')} />
        : <SelectField label={label} hint={help} value={current} empty={t('blank')} choices={all} onChange={pick} />;
    }
    case 'choices':
      return <ChoiceField label={label} hint={help} many values={Array.isArray(value) ? value.map(String) : []} choices={choices} onChange={set} />;
    case 'bool3':
      return (
        <ChoiceField label={label} hint={help} values={value === true ? ['yes'] : value === false ? ['no'] : value === null ? ['unknown'] : []}
          choices={[{ code: 'yes', label: t('yes') }, { code: 'no', label: t('none') }, { code: 'unknown', label: t('unknown') }]}
          onChange={([code]) => set(code === 'yes' ? true : code === 'no' ? false : null)} />
      );
    case 'number':
    case 'scale':
      return <TextField label={label} hint={help} inputMode="numeric" maxLength={6} allowUnknown value={text} onChange={(v) => set(v === null ? null : /^\d+$/.test(v.normalize('NFKC').trim()) ? Number(v.normalize('NFKC').trim()) : v)} />;
    case 'date':
      return <RocDateField label={label} hint={help} allowUnknown value={value === null ? { text: '', iso: null, unknown: true } : dateValue(typeof value === 'string' ? value : null)} onChange={(v) => set(v.unknown ? null : (v.iso ?? ''))} />;
    case 'datetime':
      return <MomentField label={label} hint={help} value={value} onChange={set} />;
    case 'long_text':
      return <TextField label={label} hint={help} multiline rows={2} maxLength={2000} allowUnknown value={text} onChange={set} />;
    default:
      return <TextField label={label} hint={help} maxLength={500} allowUnknown value={text} onChange={set} />;
  }
}

/** An answer that is a moment: a day and a time, or 剛剛. Half of it stays typed on the page and is not sent. */
function MomentField({ label, hint, value, onChange }: { label: string; hint: string | undefined; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT(uiMessages);
  const given = typeof value === 'string' ? value : null;
  const [day, setDay] = useState<DateValue>(() => (value === null ? { text: '', iso: null, unknown: true } : dateValue(given === null ? null : taipeiDate(Date.parse(given)))));
  const [time, setTime] = useState(() => (given === null ? '' : hhmm(given)));
  const put = (on: DateValue, at: string) => {
    setDay(on);
    setTime(at);
    const read = parseTime(at);
    onChange(on.unknown ? null : on.iso !== null && read !== null ? taipeiInstant(on.iso, read) : '');
  };
  return (
    <div className="moment" role="group" aria-label={label}>
      <RocDateField label={label} hint={hint} allowUnknown value={day} onChange={(on) => put(on, time)} />
      <TimeField label={t('timeOfDay')} value={time} onChange={(at) => put(day, at)} />
      <button type="button" className="btn btn-light" onClick={() => { const iso = taipeiDate(now()); put({ text: rocDate(iso), iso, unknown: false }, hhmm(new Date(now()).toISOString())); }}>{t('justNow')}</button>
    </div>
  );
}
