import { useMemo } from 'react';
import type { Household, Subject } from '../../../api/types.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { useTownship } from '../../../i18n/terms.ts';
import { MiniGenogram as Mini } from '../../../ui/genogram/Mini.tsx';
import { toGenogram } from '../../people/family.ts';
import { reviewMessages } from './messages.ts';

/** The households of a report as one small picture; people who are in the report are drawn with a heavy line. */
export function MiniGenogram({ households, subjects }: { households: Household[]; subjects: Subject[] }) {
  const t = useT(reviewMessages);
  const language = useLang();
  const town = useTownship();
  const family = useMemo(() => {
    const [first, ...others] = households;
    const known = new Set(first!.members.map((m) => m.person.id));
    const members = [...first!.members, ...others.flatMap((h) => h.members).filter((m) => !known.has(m.person.id) && known.add(m.person.id))];
    const infos = new Map([...first!.related, ...others.map((h) => h.household)].map((info) => [info.id, info]));
    infos.delete(first!.household.id);
    const drawn = toGenogram({ household: first!.household, related: [...infos.values()], members, relationships: households.flatMap((h) => h.relationships) }, { note: () => '', home: (h) => town(h.township).replace(/(?:[鄉鎮市]| Township| City)$/u, '') });
    const index = new Set(subjects.flatMap((s) => (s.person && s.role !== 'respondent' ? [s.person.id] : [])));
    return { ...drawn, persons: drawn.persons.map((p) => ({ ...p, index: index.has(p.id) })) };
  }, [households, subjects, town]);
  return <Mini family={family} language={language} title={t('genogram')} />;
}
