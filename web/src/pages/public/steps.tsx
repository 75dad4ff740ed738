import { useForms, useReference } from '../../api/queries.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm } from '../../i18n/terms.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { askedOf, PackField, saysDanger, visible } from '../../ui/PackFields.tsx';
import { RocDateField, TimeField } from '../../ui/RocDateField.tsx';
import { type Draft, newSubject, publicRoles, reporterClasses, type SubjectDraft, type WhenKind } from './draft.ts';
import { publicMessages } from './messages.ts';
import { Options } from './Options.tsx';
import styles from './public.module.css';

interface Parts { draft: Draft; set: (change: Partial<Draft>) => void; errorFor: (id: string) => string | undefined }

export function DangerStep({ draft, set, errorFor }: Parts) {
  const t = useT(publicMessages);
  return (
    <>
      <Options
        id="danger" legend={t('dangerQuestion')} error={errorFor('danger')} values={[draft.danger]}
        options={[{ code: 'yes', label: t('yes') }, { code: 'no', label: t('no') }, { code: 'unknown', label: t('unknown') }]}
        onChange={([v]) => set({ danger: v as Draft['danger'] })}
      />
      <div role="status">
        {draft.danger === 'yes' ? <div className={styles.now}><b>{t('dangerNowTitle')}</b><p>{t('dangerNowText')}</p></div> : null}
      </div>
    </>
  );
}

export function SubjectsStep({ draft, set, errorFor }: Parts) {
  const t = useT(publicMessages);
  const change = (key: number, part: Partial<SubjectDraft>) => set({ subjects: draft.subjects.map((s) => (s.key === key ? { ...s, ...part } : s)) });
  return (
    <>
      <div><p>{t('subjectsQuestion')}</p><p className="field-hint">{t('subjectsHint')}</p></div>
      {draft.subjects.map((s, i) => (
        <section key={s.key} className={styles.person} aria-labelledby={`person-${s.key}`}>
          <header>
            <h2 id={`person-${s.key}`}>{t('person', { n: i + 1 })}</h2>
            {i > 0 ? <LinkButton onClick={() => set({ subjects: draft.subjects.filter((o) => o.key !== s.key) })}>{t('removePerson', { n: i + 1 })}</LinkButton> : null}
          </header>
          <SelectField
            label={t('roleLabel')} value={s.role} onChange={(role) => change(s.key, { role: role as SubjectDraft['role'] })}
            choices={publicRoles.map((code) => ({ code, label: t(`role.${code}`) }))}
          />
          <TextField label={t('name')} value={s.name} allowUnknown maxLength={60} onChange={(name) => change(s.key, { name })} />
          <div className={styles.pair}>
            <SelectField
              label={t('sex')} value={s.sex} empty="—" onChange={(sex) => change(s.key, { sex: sex as SubjectDraft['sex'] })}
              choices={[{ code: 'female', label: t('female') }, { code: 'male', label: t('male') }, { code: 'unknown', label: t('unknown') }]}
            />
            <TextField id={`age-${s.key}`} label={t('age')} hint={t('ageHint')} inputMode="numeric" maxLength={6} value={s.age} error={errorFor(`age-${s.key}`)} onChange={(age) => change(s.key, { age })} />
          </div>
          <TextField id={`clue-${s.key}`} label={t('clue')} hint={t('clueHint')} maxLength={120} value={s.clue} error={errorFor(`clue-${s.key}`)} onChange={(clue) => change(s.key, { clue: clue ?? '' })} />
          <details className={styles.more} open={s.phone !== '' || s.school !== '' || undefined}>
            <summary>{t('more')}</summary>
            <div className={styles.pair}>
              <TextField label={t('phone')} type="tel" inputMode="tel" maxLength={30} value={s.phone} onChange={(phone) => change(s.key, { phone: phone ?? '' })} />
              <TextField label={t('school')} maxLength={60} value={s.school} onChange={(school) => change(s.key, { school: school ?? '' })} />
            </div>
          </details>
        </section>
      ))}
      {draft.subjects.length < 12 ? <Button look="light" onClick={() => set({ subjects: [...draft.subjects, newSubject('household_member')] })}>{t('addPerson')}</Button> : null}
    </>
  );
}

export function StoryStep({ draft, set, errorFor }: Parts) {
  const t = useT(publicMessages);
  const term = useTerm();
  const language = useLang();
  const reference = useReference();
  const kinds = (reference?.programmes ?? []).map((p) => ({ code: p.code, label: (language === 'zh' ? p.name_zh : p.name_en) || term('kind', p.code) }));
  return (
    <>
      <TextField
        id="narrative" label={t('storyQuestion')} hint={t('storyHint')} multiline rows={7} maxLength={8000} required value={draft.narrative}
        error={errorFor('narrative')} onChange={(narrative) => set({ narrative: narrative ?? '' })}
      />
      {kinds.length > 0 ? <Options id="kinds" legend={t('kinds')} hint={t('kindsHint')} many inline options={kinds} values={draft.kinds} onChange={(chosen) => set({ kinds: chosen })} /> : null}
      <div className={styles.pot} aria-hidden="true">
        <label>Website<input type="text" name="website" tabIndex={-1} autoComplete="off" value={draft.website} onChange={(event) => set({ website: event.target.value })} /></label>
      </div>
    </>
  );
}

/** The packs' questions in plain words: those of the chosen kinds, then the common ones. None is required. */
export function DetailsStep({ draft, set }: Parts) {
  const t = useT(publicMessages);
  const asked = askedOf(useForms(), draft.kinds);
  return (
    <>
      <p>{t('detailsQuestion')}</p>
      {asked.filter((field) => visible(field, draft.answers)).map((field) => <PackField key={field.code} plain field={field} answers={draft.answers} onChange={(answers) => set({ answers })} />)}
      <div role="status">{saysDanger(draft.answers) ? <div className={styles.now}><b>{t('dangerNowTitle')}</b><p>{t('dangerNowText')}</p></div> : null}</div>
    </>
  );
}

export function WhereStep({ draft, set, errorFor }: Parts) {
  const t = useT(publicMessages);
  const language = useLang();
  const reference = useReference();
  const villages = reference?.townships.find((town) => town.code === draft.township)?.villages ?? [];
  const whens: { code: WhenKind; label: string }[] = [{ code: 'now', label: t('whenNow') }, { code: 'today', label: t('whenToday') }, { code: 'day', label: t('whenDay') }, { code: 'unknown', label: t('unknown') }];
  return (
    <>
      <p>{t('whereQuestion')}</p>
      <SelectField
        label={t('township')} value={draft.township} empty={t('townshipEmpty')} onChange={(township) => set({ township, village: '' })}
        choices={(reference?.townships ?? []).map((town) => ({ code: town.code, label: language === 'zh' ? town.name_zh : town.name_en }))}
      />
      {villages.length > 0 ? <SelectField label={t('village')} value={draft.village} empty={t('villageEmpty')} onChange={(village) => set({ village })} choices={villages.map((v) => ({ code: v.code, label: v.name }))} /> : null}
      <TextField id="place" label={t('place')} hint={t('placeHint')} maxLength={200} value={draft.place} error={errorFor('place')} onChange={(place) => set({ place: place ?? '' })} />
      <Options id="when" legend={t('whenLabel')} inline options={whens} values={[draft.when]} onChange={([v]) => set({ when: v as WhenKind })} />
      {draft.when === 'day' ? <RocDateField id="day" label={t('day')} value={draft.day} error={errorFor('day')} onChange={(day) => set({ day })} /> : null}
      {draft.when === 'day' || draft.when === 'today' ? <TimeField id="time" label={t('time')} hint={t('timeHint')} value={draft.time} error={errorFor('time')} onChange={(time) => set({ time })} /> : null}
    </>
  );
}

export function ReporterStep({ draft, set, errorFor }: Parts) {
  const t = useT(publicMessages);
  return (
    <>
      <p className="field-hint">{t('reporterHint')}</p>
      <Options
        id="reporter-class" legend={t('reporterClass')} inline values={[draft.reporterClass]} options={reporterClasses.map((code) => ({ code, label: t(`class.${code}`) }))}
        onChange={([v]) => set({ reporterClass: v as Draft['reporterClass'] })}
      />
      <Options
        id="anonymous" legend={t('anonymousLabel')} error={errorFor('anonymous')} values={[draft.anonymous]}
        options={[{ code: 'no', label: t('anonymousNo') }, { code: 'yes', label: t('anonymousYes') }]} onChange={([v]) => set({ anonymous: v as Draft['anonymous'] })}
      />
      {draft.anonymous === 'no' ? (
        <>
          <div className={styles.pair}>
            <TextField label={t('yourName')} maxLength={60} value={draft.reporterName} onChange={(v) => set({ reporterName: v ?? '' })} />
            <TextField id="reporter-phone" label={t('yourPhone')} type="tel" inputMode="tel" maxLength={30} value={draft.reporterPhone} error={errorFor('reporter-phone')} onChange={(v) => set({ reporterPhone: v ?? '' })} />
          </div>
          <div>
            <label className="check"><input type="checkbox" checked={draft.reply} onChange={(event) => set({ reply: event.target.checked })} />{t('reply')}</label>
            <p className="field-hint">{t('replyHint')}</p>
          </div>
        </>
      ) : null}
    </>
  );
}
