import { useLang, useT } from '../i18n/lang.ts';
import type { Form, FormField, FormGroup } from '../api/types.ts';
import { ChoiceField, SelectField, TextField } from './Field.tsx';
import { dateValue, RocDateField } from './RocDateField.tsx';
import { uiMessages } from './messages.ts';

export type Answers = Record<string, unknown>;

/** `when` of a pack's field: `injury=light|severe`. A question whose condition nobody answered is not asked. */
export function visible(field: Pick<FormField, 'when'>, answers: Answers): boolean {
  if (!field.when) return true;
  const [code, wanted] = field.when.split('=') as [string, string | undefined];
  const value = answers[code];
  const given = Array.isArray(value) ? value.map(String) : [String(value)];
  return wanted === undefined ? value !== undefined && value !== null && value !== '' : wanted.split('|').some((w) => given.includes(w));
}

/** The groups of the common form and of the chosen kinds, each field once. */
export function groupsFor(forms: readonly Form[] | undefined, kinds: readonly string[]): FormGroup[] {
  const seen = new Set<string>();
  return ['common', ...kinds].flatMap((kind) => forms?.find((form) => form.kind === kind)?.groups ?? [])
    .map((group) => ({ ...group, fields: group.fields.filter((field) => !seen.has(field.code) && seen.add(field.code)) }))
    .filter((group) => group.fields.length > 0);
}

/** One question of a pack. 不明 beside every fact: null says that it was asked and is not known. */
export function PackField({ field, answers, onChange }: { field: FormField; answers: Answers; onChange: (answers: Answers) => void }) {
  const t = useT(uiMessages);
  const language = useLang();
  if (!visible(field, answers)) return null;
  const value = answers[field.code];
  const set = (next: unknown) => {
    const rest = { ...answers };
    delete rest[field.code];
    onChange(next === '' || next === undefined || (Array.isArray(next) && next.length === 0) ? rest : { ...rest, [field.code]: next });
  };
  const label = field[language];
  const help = (language === 'zh' ? field.help_zh : field.help_en) ?? undefined;
  const choices = (field.choices ?? []).map((choice) => ({ code: choice.code, label: choice[language] }));
  const text = value === null ? null : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (field.type) {
    case 'choice': {
      const all = choices.some((c) => c.code === 'unknown') ? choices : [...choices, { code: 'unknown', label: t('unknown') }];
      const current = value === null ? 'unknown' : typeof value === 'string' ? value : '';
      const pick = (code: string) => set(code === 'unknown' && !choices.some((c) => c.code === 'unknown') ? null : code);
      return all.length <= 6 ? <ChoiceField label={label} hint={help} values={current ? [current] : []} choices={all} onChange={([code]) => pick(code ?? '')} />
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
    case 'long_text':
      return <TextField label={label} hint={help} multiline rows={2} maxLength={2000} allowUnknown value={text} onChange={set} />;
    default:
      return <TextField label={label} hint={help} maxLength={500} allowUnknown value={text} onChange={set} />;
  }
}
