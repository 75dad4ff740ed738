import { useCallback } from 'react';
import { useLang, useT } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import type { Args, Member } from '../../api/types.ts';
import { peopleMessages } from './messages.ts';

/** A word of this area by a code that comes from the server; an unknown code falls back to `other` or to itself. */
export function useWord(): (group: string, code: string, args?: Args) => string {
  const language = useLang();
  return useCallback((group, code, args = {}) => {
    const words = (peopleMessages as unknown as Catalogue<Record<string, string>>)[language];
    const message = words[`${group}.${code}`] ?? words[`${group}.other`] ?? code;
    return message.replace(/\{(\w+)\}/g, (_, name: string) => String(name === 'code' ? code : (args[name] ?? '')));
  }, [language]);
}

/** The name of a service: the county's own word, a word of ours, the programme's, or what the network wrote. */
export function useServiceName(): (code: string) => string {
  const term = useTerm();
  const word = useWord();
  return useCallback((code) => [term('service', code), word('what', code), term('kind', code)].find((w) => w !== code) ?? code, [term, word]);
}

/** 母, 長女 and so on as far as the role and sex say it, then what the person is in the report. */
export function useMemberWords() {
  const word = useWord();
  const term = useTerm();
  const t = useT(peopleMessages);
  const role = (m: Member): string => {
    const sex = m.person.sex;
    const gendered: Record<string, [string, string]> = { parent: ['mother', 'father'], child: ['daughter', 'son'], grandparent: ['grandmother', 'grandfather'] };
    const pair = gendered[m.role];
    return word('rel', pair && sex !== null && sex !== 'X' ? (sex === 'F' ? pair[0] : pair[1]) : m.role);
  };
  const involvement = (m: Member): string[] => m.involvement.map((i) => {
    const args = { ...i.args, programme: term('short', String(i.args['programme'] ?? '')) };
    return word('inv', i.code, args);
  });
  return { role, involvement, age: (m: Member) => (m.person.age === null ? t('unknown') : t('ageNow', { n: m.person.age })) };
}
