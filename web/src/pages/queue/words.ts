import { useCallback } from 'react';
import type { Args, Flag, QueueRow } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { useTerm, useTownship } from '../../i18n/terms.ts';
import { hhmm } from '../../lib/roc.ts';
import { useSexAge } from '../../ui/Status.tsx';
import { queueMessages } from './messages.ts';

function text(args: Args, ...names: string[]): string | null {
  for (const name of names) {
    const value = args[name];
    if (value !== null && value !== undefined && value !== '') return String(value);
  }
  return null;
}

/** The words of a flag; `short` for the narrow list. */
export function useFlagWords(): (flag: Flag, short?: boolean) => string {
  const t = useT(queueMessages);
  const term = useTerm();
  return useCallback((flag, short = false) => {
    const { args } = flag;
    const n = text(args, 'n', 'count', 'days', 'score', 'value') ?? '';
    switch (flag.code) {
      case 'suggested_grade': return t('flag.suggested_grade', { grade: term('grade', text(args, 'grade', 'value') ?? 'none') });
      case 'unlisted_minors': {
        const who = text(args, 'who', 'text');
        return who === null ? t('flag.unlisted_n', { n }) : t('flag.unlisted_minors', { who });
      }
      case 'nth_report': return t(short ? 'flag.nth_short' : 'flag.nth_report', { n });
      case 'closed_days': return t('flag.closed_days', { n });
      case 'open_case': {
        const what = text(args, 'programme', 'what');
        return what === null ? t('flag.open_case') : t('flag.open_case_what', { what: term('programme', what) });
      }
      case 'tipvda': return t('flag.tipvda', { n });
      case 'direct_dispatch': return t('flag.direct_dispatch');
      case 'same_incident': return t('flag.same_incident');
      case 'more_info': return t('flag.more_info');
      case 'snoozed': {
        const until = text(args, 'until', 'at');
        return t('flag.snoozed', { at: until === null ? '' : hhmm(until) });
      }
      case 'suspicious': return t('flag.suspicious');
      default: return term('flag', flag.code);
    }
  }, [t, term]);
}

/** One kind in full, several short: 親密關係暴力＋兒保. Violence between partners is called so. */
export function useKinds(): (row: Pick<QueueRow, 'kinds' | 'partner_violence'>) => string {
  const t = useT(queueMessages);
  const term = useTerm();
  const language = useLang();
  // an English name of more than a few words would leave a row no room for the person
  const one = useCallback((kind: string) => { const full = term('kind', kind); return full.length > 17 ? term('short', kind) : full; }, [term]);
  return useCallback(({ kinds, partner_violence: partner }) => kinds
    .map((kind) => (kind === 'domestic_violence' && partner !== null ? t(partner ? 'partnerViolence' : 'familyViolence') : kinds.length === 1 ? one(kind) : term('short', kind)))
    .join(language === 'zh' ? '＋' : ' + '), [t, term, one, language]);
}

/** 張○雯 26／子4歲／女8歲未列: the person and the other children of the home, those not named in the report last. */
export function useHome(): (row: QueueRow) => { who: string; minors: { text: string; listed: boolean }[] } {
  const t = useT(queueMessages);
  const sexAge = useSexAge();
  return useCallback(({ subject, minors }) => {
    const name = subject.name ?? subject.text ?? '';
    const adult = (subject.age ?? 0) >= 18 && minors.length > 0;
    const child = (sex: string | null) => t(sex === 'F' ? 'daughter' : sex === 'M' ? 'son' : 'child');
    return {
      who: [name, adult ? String(subject.age) : sexAge(subject.sex, subject.age)].filter(Boolean).join(' '),
      minors: [...minors].sort((a, b) => Number(b.listed) - Number(a.listed)).map(({ sex, age, listed }) => ({ text: t(listed ? 'minor' : 'minorUnlisted', { who: child(sex), n: age }), listed })),
    };
  }, [t, sexAge]);
}

/** Name, sex and age, how many more: separate facts, to be drawn with a gap between them. */
export function useSubjectFacts(): (row: QueueRow) => string[] {
  const sexAge = useSexAge();
  const t = useT(queueMessages);
  return useCallback(({ subject }) => [subject.name ?? subject.text ?? '', sexAge(subject.sex, subject.age), subject.more > 0 ? t('more', { n: subject.more }) : ''].filter(Boolean), [sexAge, t]);
}

export { useTownship };
