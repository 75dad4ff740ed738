import { useCallback, useMemo } from 'react';
import { useForms } from '../api/queries.ts';
import type { FormField } from '../api/types.ts';
import { useLang } from './lang.ts';
import { type Catalogue, defineMessages } from './messages.ts';
import { useT } from './lang.ts';

/** Facts that no form asks for: what the system counts, and the one question above every form. */
export const factMessages = defineMessages(
  { immediate_danger: '立即危險', age: '年齡', earlier_reports_365d: '12個月內先前通報（件）', days_since_closing: '結案後天數', partner_violence: '親密關係暴力', youngest_child_age: '家中最小孩子年齡' },
  { immediate_danger: 'Immediate danger', age: 'Age', earlier_reports_365d: 'Earlier reports in 12 months', days_since_closing: 'Days since closing', partner_violence: 'Partner violence', youngest_child_age: 'Age of the youngest child' },
);

/** Words for facts and answers: the label of a form's field and the words of its choices, from the packs. */
export const fieldMessages = defineMessages(
  { yes: '有', no: '無', unknown: '不明', join: '、', who: '對象', when: '時間', where: '地點' },
  { yes: 'yes', no: 'no', unknown: 'unknown', join: ', ', who: 'Subject', when: 'Time', where: 'Place' },
);

export interface FieldWords { label: (code: string) => string; value: (code: string, value: unknown) => string }

/** `kinds`: the kinds whose own wording of a question comes first. */
const none: readonly string[] = [];
export function useFieldWords(kinds: readonly string[] = none): FieldWords {
  const forms = useForms();
  const language = useLang();
  const t = useT(fieldMessages);
  const byCode = useMemo(() => {
    const map = new Map<string, FormField>();
    const first = kinds.flatMap((kind) => forms?.filter((form) => form.kind === kind) ?? []);
    for (const form of [...first, ...(forms ?? [])]) for (const group of form.groups) for (const field of group.fields) if (!map.has(field.code)) map.set(field.code, field);
    return map;
    // the kinds of one report do not change their order
  }, [forms, kinds]);
  const label = useCallback((code: string) => byCode.get(code)?.[language] ?? (factMessages as Catalogue<Record<string, string>>)[language][code] ?? code, [byCode, language]);
  const value = useCallback((code: string, raw: unknown): string => {
    const field = byCode.get(code);
    const one = (item: unknown): string => {
      if (item === null || item === undefined || item === 'unknown') return t('unknown');
      if (item === true) return t('yes');
      if (item === false) return t('no');
      if (typeof item === 'string' || typeof item === 'number') return field?.choices?.find((choice) => choice.code === String(item))?.[language] ?? String(item);
      return Object.values(item).map(one).join(t('join'));
    };
    return Array.isArray(raw) ? raw.map(one).join(t('join')) : one(raw);
  }, [byCode, language, t]);
  return { label, value };
}
