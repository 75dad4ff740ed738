import type { ReactNode } from 'react';
import { useForms, useReference } from '../../api/queries.ts';
import type { FormField } from '../../api/types.ts';
import { askedOf, visible } from '../../ui/PackFields.tsx';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { rocDate } from '../../lib/roc.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { ageOf, type Draft, hasClue, type Step } from './draft.ts';
import { publicMessages } from './messages.ts';
import styles from './public.module.css';

/** Everything said, in the order it was asked, each with a way back to change it. */
export function CheckStep({ draft, onChange }: { draft: Draft; onChange: (step: Step) => void }) {
  const t = useT(publicMessages);
  const term = useTerm();
  const township = useTownship();
  const language = useLang();
  const reference = useReference();
  const village = reference?.townships.find((town) => town.code === draft.township)?.villages.find((v) => v.code === draft.village);
  const answered = askedOf(useForms(), draft.kinds).filter((field) => visible(field, draft.answers) && draft.answers[field.code] !== undefined);
  const words = (field: FormField, value: unknown): string =>
    value === null ? t('unknown') : value === true ? t('yes') : value === false ? t('no')
      : (Array.isArray(value) ? value : [value]).map((v) => field.choices?.find((choice) => choice.code === v)?.[language] ?? String(v)).join(language === 'zh' ? '、' : ', ');
  const blank = <span className="hint">{t('blank')}</span>;
  const time = draft.time ? ` ${draft.time}` : '';
  const when = draft.when === 'now' ? t('whenNow') : draft.when === 'today' ? t('whenToday') + time : draft.when === 'day' && draft.day.iso ? rocDate(draft.day.iso, language) + time : draft.when === 'unknown' ? t('unknown') : null;
  const rows: { name: string; step: Step; value: ReactNode }[] = [
    { name: t('dangerRow'), step: 'danger', value: draft.danger === 'yes' ? t('yes') : draft.danger === 'no' ? t('no') : t('unknown') },
    ...draft.subjects.filter((s, i) => i === 0 || hasClue(s)).map((s, i) => ({
      name: t('personRow', { n: i + 1 }), step: 'subjects' as const,
      value: [
        t(`role.${s.role}`),
        [s.name === null ? t('unknown') : s.name, s.sex === '' || s.sex === 'unknown' ? '' : t(s.sex), s.age ? (ageOf(s) === null ? s.age : t('yearsOld', { n: ageOf(s) ?? 0 })) : ''].filter(Boolean).join(language === 'zh' ? '，' : ', '),
        s.clue, s.phone, s.school,
      ].filter(Boolean).map((line, n) => <p key={n}>{line}</p>),
    })),
    { name: t('storyRow'), step: 'story', value: draft.narrative },
    { name: t('kindsRow'), step: 'story', value: draft.kinds.length > 0 ? draft.kinds.map((k) => term('kind', k)).join(language === 'zh' ? '、' : ', ') : blank },
    { name: t('detailsRow'), step: 'details', value: answered.length > 0 ? answered.map((field) => <p key={field.code}>{(language === 'zh' ? field.ask_zh : field.ask_en) ?? field[language]}{language === 'zh' ? '' : ' '}<b>{words(field, draft.answers[field.code])}</b></p>) : blank },
    { name: t('whereRow'), step: 'where', value: [[township(draft.township), village?.name].filter(Boolean).join(language === 'zh' ? '' : ' '), draft.place].filter(Boolean).map((line) => <p key={line}>{line}</p>) },
    { name: t('whenRow'), step: 'where', value: when ?? blank },
    {
      name: t('reporterRow'), step: 'reporter',
      value: draft.anonymous === 'yes' ? t('anonymousWord') : [draft.reporterClass ? t(`class.${draft.reporterClass}`) : '', draft.reporterName, draft.reporterPhone, draft.reply ? t('replyWord') : ''].filter(Boolean).map((line) => <p key={line}>{line}</p>),
    },
  ];
  return (
    <>
      <p>{t('checkQuestion')}</p>
      <dl className={styles.check}>
        {rows.map((row, i) => (
          <div key={`${row.name}${i}`}>
            <dt>{row.name}</dt>
            <dd>{row.value}</dd>
            <dd><LinkButton onClick={() => onChange(row.step)} aria-label={t('changeWhat', { name: row.name })}>{t('change')}</LinkButton></dd>
          </div>
        ))}
      </dl>
    </>
  );
}
