import { useEffect, useId, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useCodes } from '../../i18n/codes.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { now } from '../../lib/now.ts';
import { hhmm, parseTime, rocDate, taipeiDate, taipeiInstant } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useShortcuts } from '../../ui/keys.ts';
import { dateValue, emptyDate, RocDateField, TimeField } from '../../ui/RocDateField.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { toast } from '../../ui/Toast.tsx';
import { caseMessages } from './messages.ts';
import { type CasePage, contactBodies, type ContactDraft, type ContactProblem, contactProblems, missed, people, type Sighting, stoppedBy } from './model.ts';
import { useCaseWords } from './useCaseWords.ts';
import { useStep } from './useStep.ts';
import styles from './cases.module.css';

const fieldOf: Record<ContactProblem, string> = { needPerson: 'who', needDay: 'day', needTime: 'time', future: 'time', needReason: 'reason', needNext: 'next-day' };

/** A visit, call or attempt, person by person. Says before sending which clocks it will stop, and at what time. */
export function Composer({ page, person, focus }: { page: CasePage; person: string | null; focus: boolean }) {
  const t = useT(caseMessages);
  const id = useId();
  const [draft, setDraft] = useState<ContactDraft>(() => ({
    kind: 'home_visit', sightings: person ? { [person]: 'seen' } : {}, day: dateValue(taipeiDate(now())), time: hhmm(new Date(now()).toISOString()), place: '', note: '', reason: '', substitute: '', nextDay: emptyDate, nextTime: '',
  }));
  const [errors, setErrors] = useState<FieldError[]>([]);
  const sent = useRef(new Set<string>());
  const form = useRef<HTMLFormElement>(null);
  const step = useStep([['case', page.case.id], ['cases'], ['my-work']]);
  const set = (change: Partial<ContactDraft>) => setDraft((d) => ({ ...d, ...change }));
  useEffect(() => { if (focus) { form.current?.scrollIntoView({ block: 'nearest' }); form.current?.querySelector('textarea')?.focus(); } }, [focus]);

  const moment = (day: string | null, time: string) => { const read = parseTime(time); return day && read ? Date.parse(taipeiInstant(day, read)) : null; };
  const happened = moment(draft.day.iso, draft.time);
  const next = moment(draft.nextDay.iso, draft.nextTime);
  const send = async () => {
    const found = contactProblems(draft, happened, next, now()).map((p) => ({ id: `${id}${fieldOf[p]}`, message: t(p) }));
    setErrors(found);
    if (found.length > 0 || happened === null) return;
    const bodies = contactBodies(draft, new Date(happened).toISOString(), next === null ? null : new Date(next).toISOString());
    const ok = await step.run(async (key) => {
      for (const body of bodies) {
        if (sent.current.has(body.person_id)) continue;
        await api.post(`/cases/${page.case.id}/contacts`, body, { key: `${key}-${body.person_id}` });
        sent.current.add(body.person_id);
      }
    }, t('sent', { n: bodies.length }));
    if (ok) {
      sent.current.clear();
      setDraft((d) => ({ ...d, sightings: {}, note: '', place: '', reason: '', substitute: '', nextDay: emptyDate, nextTime: '' }));
    } else if (sent.current.size > 0) toast(t('partly', { n: sent.current.size }));
  };
  useShortcuts([{ keys: 'ctrl Enter', label: t('send'), run: () => void send() }]);
  useUnsent(draft.note.trim() !== '');
  const errorFor = (part: string) => errors.find((e) => e.id === `${id}${part}`)?.message;
  return (
    <form ref={form} className={styles.comp} aria-labelledby={`${id}h`} noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); if (!step.busy) void send(); }}>
      <div className={styles.r}><h2 id={`${id}h`}>{t('composer')}</h2><Kinds draft={draft} set={set} name={id} /></div>
      <ErrorSummary errors={errors} problem={step.problem} />
      <Who id={`${id}who`} page={page} draft={draft} set={set} error={errorFor('who')} />
      <div className={styles.fields}>
        <RocDateField id={`${id}day`} label={t('day')} value={draft.day} onChange={(day) => set({ day })} error={errorFor('day')} />
        <TimeField id={`${id}time`} label={t('time')} value={draft.time} onChange={(time) => set({ time })} error={errorFor('time')} />
        <TextField label={t('place')} value={draft.place} maxLength={120} onChange={(v) => set({ place: v ?? '' })} />
      </div>
      {missed(draft) ? <Missed id={id} draft={draft} set={set} errorFor={errorFor} /> : null}
      <TextField label={t('note')} multiline rows={3} maxLength={8000} placeholder={t('notePlaceholder')} value={draft.note} onChange={(v) => set({ note: v ?? '' })} />
      <div className={styles.r}><Stops page={page} draft={draft} happened={happened} /><Button look="main" type="submit" busy={step.busy} keys="Ctrl+Enter">{t('send')}</Button></div>
    </form>
  );
}

interface Parts { draft: ContactDraft; set: (change: Partial<ContactDraft>) => void }

function Kinds({ draft, set, name }: Parts & { name: string }) {
  const t = useT(caseMessages);
  const kinds = useCodes('contact_kind');
  const term = useTerm();
  const list = kinds.length > 0 ? kinds : ['home_visit', 'phone', 'interview', 'joint_visit', 'attempt'].map((code) => ({ code, label: term('contact_kind', code) }));
  return (
    <fieldset className={styles.kinds}>
      <legend className="vh">{t('kind')}</legend>
      {list.map((k) => <label key={k.code}><input type="radio" name={name} checked={draft.kind === k.code} onChange={() => set({ kind: k.code, sightings: k.code === 'attempt' ? Object.fromEntries(Object.entries(draft.sightings).map(([p, s]) => [p, s === 'seen' ? 'not_seen' : s])) : draft.sightings })} />{k.label}</label>)}
    </fieldset>
  );
}

/** Each child is seen, or not seen, by itself. */
function Who({ id, page, draft, set, error }: Parts & { id: string; page: CasePage; error: string | undefined }) {
  const t = useT(caseMessages);
  const choices: { code: Sighting; label: string }[] = [
    { code: 'out', label: t('out') },
    ...(draft.kind === 'attempt' ? [] : [{ code: 'seen' as const, label: draft.kind === 'phone' ? t('reached') : t('seen') }]),
    { code: 'not_seen', label: t('notSeen') },
  ];
  return (
    <div id={id} tabIndex={-1} className={styles.who} role="group" aria-label={t('who')}>
      {people(page).map(({ person }) => (
        <SelectField key={person.id} label={person.name} value={draft.sightings[person.id] ?? 'out'} choices={choices} onChange={(v) => set({ sightings: { ...draft.sightings, [person.id]: v as Sighting } })} />
      ))}
      {error ? <span className="field-error"><Icon name="tri" />{error}</span> : null}
    </div>
  );
}

/** Could not see the child: why, and when the next try is. */
function Missed({ id, draft, set, errorFor }: Parts & { id: string; errorFor: (part: string) => string | undefined }) {
  const t = useT(caseMessages);
  return (
    <div className={styles.fields}>
      <SelectField id={`${id}reason`} label={t('reason')} value={draft.reason} empty={t('chooseReason')} choices={useCodes('not_seen_reason')} onChange={(reason) => set({ reason })} error={errorFor('reason')} />
      <SelectField label={t('substitute')} value={draft.substitute} empty={t('noSubstitute')} choices={useCodes('substitute')} onChange={(substitute) => set({ substitute })} />
      <RocDateField id={`${id}next-day`} label={t('nextDay')} value={draft.nextDay} allowFuture onChange={(nextDay) => set({ nextDay })} error={errorFor('next-day')} />
      <TimeField label={t('nextTime')} value={draft.nextTime} onChange={(nextTime) => set({ nextTime })} />
    </div>
  );
}

function Stops({ page, draft, happened }: { page: CasePage; draft: ContactDraft; happened: number | null }) {
  const t = useT(caseMessages);
  const language = useLang();
  const words = useCaseWords();
  const clocks = stoppedBy(page, draft);
  const at = happened === null ? '' : taipeiDate(happened) === taipeiDate(now()) ? hhmm(new Date(happened).toISOString()) : `${rocDate(taipeiDate(happened), language)} ${hhmm(new Date(happened).toISOString())}`;
  return (
    <p className={clocks.length > 0 ? styles.stops : styles.stopsNothing} role="status">
      {clocks.length > 0 ? <><Icon name="tick" />{t('stops', { clock: clocks.map(words.clock).join(language === 'zh' ? '、' : ', '), time: at })}</> : Object.values(draft.sightings).some((s) => s !== 'out') ? t('stopsNothing') : ''}
    </p>
  );
}

/** The browser asks before a written record is thrown away. */
function useUnsent(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [dirty]);
}
