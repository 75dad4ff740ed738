import { useForms, useReference } from '../../api/queries.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { now } from '../../lib/now.ts';
import { hhmm, rocDate, taipeiDate } from '../../lib/roc.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { uiMessages } from '../../ui/messages.ts';
import { groupsFor, PackField, saysDanger } from '../../ui/PackFields.tsx';
import { RocDateField, TimeField } from '../../ui/RocDateField.tsx';
import styles from './desk.module.css';
import { type DeskDraft, newSubject, type SubjectDraft } from './draft.ts';
import { deskMessages } from './messages.ts';

export interface FormProps { draft: DeskDraft; set: (change: Partial<DeskDraft>) => void; errorFor: (id: string) => string | undefined; channel: 'phone' | 'mandated' }

/** The whole report on one page, free text first. */
export function ReportForm(props: FormProps) {
  return (
    <>
      <Story {...props} />
      <Subjects {...props} />
      <WhereWhen {...props} />
      <Questions {...props} />
      <Reporter {...props} />
    </>
  );
}

function useChoices() {
  const language = useLang();
  const reference = useReference();
  return {
    codes: (list: string) => (reference?.codes[list] ?? []).map((c) => ({ code: c.code, label: c[language] })),
    townships: (reference?.townships ?? []).map((c) => ({ code: c.code, label: language === 'zh' ? c.name_zh : c.name_en })),
    villages: (township: string) => (reference?.townships.find((c) => c.code === township)?.villages ?? []).map((v) => ({ code: v.code, label: v.name })),
    programmes: (reference?.programmes ?? []).map((p) => ({ code: p.code, label: language === 'zh' ? p.name_zh : p.name_en })),
  };
}

function Story({ draft, set, errorFor, channel }: FormProps) {
  const t = useT(deskMessages);
  const ui = useT(uiMessages);
  const { programmes } = useChoices();
  return (
    <section className={`panel ${styles.section}`}>
      <TextField id="desk-story" label={t(channel === 'phone' ? 'story' : 'storyMandated')} hint={t(channel === 'phone' ? 'storyHint' : 'storyMandatedHint')} required multiline rows={6} maxLength={8000} value={draft.narrative} error={errorFor('desk-story')} onChange={(v) => set({ narrative: v ?? '' })} />
      <ChoiceField id="desk-danger" label={t('danger')} required error={errorFor('desk-danger')} values={draft.danger ? [draft.danger] : []} onChange={([v]) => set({ danger: v as DeskDraft['danger'] })}
        choices={[{ code: 'yes', label: t('dangerYes') }, { code: 'no', label: t('dangerNo') }, { code: 'unknown', label: ui('unknown') }]} />
      <div role="status">{draft.danger === 'yes' ? <p className="note note-danger"><b className="facts-row"><Icon name="oct" />{t('dangerNow')}</b></p> : null}</div>
      <ChoiceField label={t('kinds')} hint={t('kindsHint')} many values={draft.kinds} choices={programmes} onChange={(kinds) => set({ kinds })} />
    </section>
  );
}

const roles = ['victim', 'respondent', 'child_witness', 'household_member', 'carer', 'client'];

/** The words of the programme that the report is mainly about: 兒少 or 被害人 for one role, 案主 for another. */
function useRoles(kind: string | undefined) {
  const term = useTerm();
  const own = useChoices().codes(`role:${kind ?? ''}`);
  if (own.length === 0) return roles.map((code) => ({ code, label: term('role', code) }));
  return [...own, ...roles.filter((code) => code !== 'victim' && code !== 'client' && !own.some((o) => o.code === code)).map((code) => ({ code, label: term('role', code) }))];
}

function Subjects({ draft, set, errorFor }: FormProps) {
  const t = useT(deskMessages);
  const change = (key: number, part: Partial<SubjectDraft>) => set({ subjects: draft.subjects.map((s) => (s.key === key ? { ...s, ...part } : s)) });
  return (
    <section className={`panel ${styles.section}`} aria-labelledby="desk-subjects">
      <h2 id="desk-subjects">{t('subjects')}</h2>
      {draft.subjects.map((s, i) => <SubjectFields key={s.key} s={s} n={i + 1} kind={draft.kinds[0]} errorFor={errorFor} change={(part) => change(s.key, part)} onRemove={draft.subjects.length > 1 ? () => set({ subjects: draft.subjects.filter((o) => o.key !== s.key) }) : null} />)}
      <div><Button look="light" onClick={() => set({ subjects: [...draft.subjects, newSubject('household_member')] })}><Icon name="plus" />{t('addSubject')}</Button></div>
    </section>
  );
}

function SubjectFields({ s, n, kind, errorFor, change, onRemove }: { s: SubjectDraft; n: number; kind: string | undefined; errorFor: FormProps['errorFor']; change: (part: Partial<SubjectDraft>) => void; onRemove: (() => void) | null }) {
  const t = useT(deskMessages);
  const choices = useRoles(kind);
  // the person concerned is a victim in some programmes, a client in others; the server sorts it out alike
  const role = choices.some((c) => c.code === s.role) ? s.role : (choices[0]?.code ?? s.role);
  const { codes, townships } = useChoices();
  return (
    <fieldset className={styles.subject}>
      <legend className={styles.legend}>{t('subjectN', { n })}</legend>
      <div className={styles.grid}>
        <SelectField label={t('role')} value={role} onChange={(chosen) => change({ role: chosen })} choices={choices} />
        <TextField id={`name-${s.key}`} label={t('name')} allowUnknown maxLength={60} value={s.name} error={errorFor(`name-${s.key}`)} onChange={(name) => change({ name })} />
        <TextField label={t('nickname')} maxLength={120} value={s.nickname} onChange={(v) => change({ nickname: v ?? '' })} placeholder="" />
        <SelectField label={t('sex')} value={s.sex} empty="—" onChange={(sex) => change({ sex })} choices={codes('sex')} />
        <RocDateField id={`birth-${s.key}`} label={t('birth')} allowUnknown value={s.birth} error={errorFor(`birth-${s.key}`)} onChange={(birth) => change({ birth })} />
        <TextField id={`age-${s.key}`} label={t('age')} inputMode="numeric" maxLength={6} value={s.age} error={errorFor(`age-${s.key}`)} onChange={(v) => change({ age: v ?? '' })} />
        <TextField label={t('phone')} type="tel" inputMode="tel" allowUnknown maxLength={30} value={s.phone} onChange={(phone) => change({ phone })} />
        <TextField label={t('address')} allowUnknown maxLength={200} value={s.address} onChange={(address) => change({ address })} />
      </div>
      <details className={styles.more}>
        <summary>{t('moreFacts')}</summary>
        <div className={styles.grid}>
          <TextField label={t('id')} allowUnknown maxLength={12} value={s.id_no} onChange={(id_no) => change({ id_no })} />
          <SelectField label={t('township')} value={s.township} empty="—" onChange={(township) => change({ township })} choices={townships} />
          <TextField label={t('school')} maxLength={60} value={s.school} onChange={(v) => change({ school: v ?? '' })} />
          <SelectField label={t('language')} value={s.language} empty="—" onChange={(language) => change({ language })} choices={codes('language')} />
          <SelectField label={t('indigenous')} value={s.indigenous} empty="—" onChange={(indigenous) => change({ indigenous })} choices={codes('indigenous')} />
          <SelectField label={t('disability')} value={s.disability} empty="—" onChange={(disability) => change({ disability })} choices={codes('disability')} />
          <SelectField label={t('nationality')} value={s.nationality} empty="—" onChange={(nationality) => change({ nationality })} choices={codes('nationality')} />
        </div>
      </details>
      {onRemove ? <LinkButton onClick={onRemove}>{t('removeSubject', { n })}</LinkButton> : null}
    </fieldset>
  );
}

function WhereWhen({ draft, set, errorFor }: FormProps) {
  const t = useT(deskMessages);
  const { townships, villages } = useChoices();
  const today = () => { const iso = taipeiDate(now()); return { text: rocDate(iso), iso, unknown: false }; };
  const clock = () => hhmm(new Date(now()).toISOString());
  return (
    <section className={`panel ${styles.section}`} aria-labelledby="desk-where">
      <h2 id="desk-where">{t('whereWhen')}</h2>
      <div className={styles.grid}>
        <SelectField id="desk-township" label={t('township')} value={draft.township} empty="—" error={errorFor('desk-township')} onChange={(township) => set({ township, village: '' })} choices={townships} />
        <SelectField label={t('village')} value={draft.village} empty="—" onChange={(village) => set({ village })} choices={villages(draft.township)} />
        <div className={styles.wide}><TextField label={t('place')} hint={t('placeHint')} allowUnknown maxLength={200} value={draft.place} onChange={(place) => set({ place })} /></div>
      </div>
      <div className={styles.when}>
        <RocDateField label={t('happened')} allowUnknown value={draft.happenedOn} onChange={(happenedOn) => set({ happenedOn })} />
        <TimeField id="desk-happened-time" label={t('time')} value={draft.happenedTime} error={errorFor('desk-happened-time')} onChange={(happenedTime) => set({ happenedTime })} />
        <Button look="light" onClick={() => set({ happenedOn: today(), happenedTime: clock() })}>{t('now')}</Button>
        <RocDateField label={t('known')} allowUnknown value={draft.knownOn} onChange={(knownOn) => set({ knownOn })} />
        <TimeField id="desk-known-time" label={t('time')} value={draft.knownTime} error={errorFor('desk-known-time')} onChange={(knownTime) => set({ knownTime })} />
        <Button look="light" onClick={() => set({ knownOn: today(), knownTime: clock() })}>{t('now')}</Button>
      </div>
    </section>
  );
}

function Questions({ draft, set }: FormProps) {
  const t = useT(deskMessages);
  const language = useLang();
  const forms = useForms();
  const groups = groupsFor(forms, draft.kinds);
  // the chosen kinds' own questions stand open, what every kind asks waits below
  const own = groups.length - groupsFor(forms, []).length;
  return (
    <section className={`panel ${styles.section}`} aria-labelledby="desk-questions">
      <h2 id="desk-questions">{t('questions')}</h2>
      {draft.kinds.length === 0 ? <p className="meta">{t('noQuestions')}</p> : null}
      <div role="status">{saysDanger(draft.answers) ? <p className="note note-danger"><b className="facts-row"><Icon name="oct" />{t('dangerCare')}</b></p> : null}</div>
      {groups.map((group, i) => (
        <details key={group.code + String(i)} className={styles.more} open={i < own ? true : undefined}>
          <summary>{group[language]}</summary>
          <div className={styles.grid}>
            {group.fields.map((field) => <div key={field.code} className={['long_text', 'choices', 'choice', 'bool3', 'datetime'].includes(field.type) ? styles.wide : undefined}><PackField field={field} answers={draft.answers} onChange={(answers) => set({ answers })} /></div>)}
          </div>
        </details>
      ))}
    </section>
  );
}

function Reporter({ draft, set, channel }: FormProps) {
  const t = useT(deskMessages);
  const { codes } = useChoices();
  return (
    <section className={`panel ${styles.section}`} aria-labelledby="desk-reporter">
      <h2 id="desk-reporter">{t('reporter')}</h2>
      <p className="meta facts-row"><Icon name="lock" />{t('reporterHint')}</p>
      <div className={styles.grid}>
        {channel === 'phone' ? <SelectField label={t('source')} value={draft.source} empty="—" onChange={(source) => set({ source })} choices={codes('source')} /> : null}
        <SelectField label={t('reporterClass')} value={draft.reporterClass} empty="—" onChange={(reporterClass) => set({ reporterClass })} choices={codes('reporter_class')} />
        {channel === 'phone' ? <TextField label={t('externalNo')} maxLength={60} value={draft.external_no} onChange={(v) => set({ external_no: v ?? '' })} /> : null}
        {channel === 'phone' && !draft.anonymous ? (
          <>
            <TextField label={t('reporterName')} maxLength={60} value={draft.reporterName} onChange={(v) => set({ reporterName: v ?? '' })} />
            <TextField label={t('reporterUnit')} maxLength={80} value={draft.reporterUnit} onChange={(v) => set({ reporterUnit: v ?? '' })} />
            <TextField label={t('reporterTitle')} maxLength={60} value={draft.reporterTitle} onChange={(v) => set({ reporterTitle: v ?? '' })} />
          </>
        ) : null}
        {!draft.anonymous ? <TextField label={t('reporterPhone')} type="tel" inputMode="tel" maxLength={30} value={draft.reporterPhone} onChange={(v) => set({ reporterPhone: v ?? '' })} /> : null}
      </div>
      <div className="choices">
        {channel === 'phone' ? <label className="check"><input type="checkbox" checked={draft.anonymous} onChange={(event) => set({ anonymous: event.target.checked })} />{t('anonymous')}</label> : null}
        <label className="check"><input type="checkbox" checked={draft.replyWanted} onChange={(event) => set({ replyWanted: event.target.checked })} />{t('replyWanted')}</label>
      </div>
    </section>
  );
}
