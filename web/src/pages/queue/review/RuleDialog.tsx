import type { Rule } from '../../../api/types.ts';
import { useFieldWords } from '../../../i18n/fields.ts';
import { useLang, useT } from '../../../i18n/lang.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SuggestionTag, Tag } from '../../../ui/Status.tsx';
import { reviewMessages } from './messages.ts';

/** Rule, facts, source: why a machine proposes a direct dispatch. */
export function RuleDialog({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const t = useT(reviewMessages);
  const language = useLang();
  const words = useFieldWords();
  return (
    <Dialog title={t('directTitle')} onClose={onClose}>
      {rule === null ? <p>{t('noSuggestion')}</p> : (
        <>
          <p className="facts-row"><SuggestionTag>{language === 'zh' ? rule.title_zh : rule.title_en}</SuggestionTag><span className="meta">{rule.id}</span></p>
          <h3>{t('ruleFacts')}</h3>
          <table className="table table-compact">
            <tbody>
              {rule.facts.filter((fact) => !fact.name.endsWith('.threshold')).map((fact) => {
                const threshold = rule.facts.find((other) => other.name === `${fact.name}.threshold`);
                return <tr key={fact.name}><th scope="row">{words.label(fact.name)}</th><td>{words.value(fact.name, fact.value)}</td><td className="meta">{threshold ? t('threshold', { n: words.value(fact.name, threshold.value) }) : ''}</td></tr>;
              })}
            </tbody>
          </table>
          <h3>{t('ruleSource')}</h3>
          <p>{rule.source}</p>
          {rule.assumption ? <p className="facts-row"><Tag strong>{t('assumption')}</Tag><span className="meta">{t('assumptionText')}</span></p> : null}
        </>
      )}
    </Dialog>
  );
}
