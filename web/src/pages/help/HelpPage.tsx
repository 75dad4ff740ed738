import { useTitle } from '../../app/title.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { keyLabel, useActiveShortcuts } from '../../ui/keys.ts';
import { helpMessages } from './messages.ts';
import { helpTopics } from './topics.ts';
import styles from './help.module.css';

/** Short answers in the order people ask; every topic can be linked to. */
export default function HelpPage() {
  const t = useT(helpMessages);
  const language = useLang();
  useTitle(t('title'));
  const topics = helpTopics[language];
  return (
    <div className={styles.page}>
      <nav className={styles.toc} aria-label={t('contents')}>
        <h1>{t('title')}</h1>
        <ul>{topics.map((x) => <li key={x.id}><a href={`#${x.id}`}>{x.title}</a></li>)}<li><a href="#keys">{t('keys')}</a></li></ul>
      </nav>
      <div className={styles.body}>
        {topics.map((x) => (
          <section key={x.id} id={x.id} aria-labelledby={`${x.id}-title`}>
            <h2 id={`${x.id}-title`}>{x.title}</h2>
            {x.intro ? <p>{x.intro}</p> : null}
            <ol>{x.steps.map((s) => <li key={s}>{s}</li>)}</ol>
          </section>
        ))}
        <Keys />
      </div>
    </div>
  );
}

const all: Record<'zh' | 'en', [string, string][]> = {
  zh: [['?', '看快速鍵'], ['/', '搜尋'], ['J／K', '下一件／上一件'], ['Enter', '打開'], ['A', '派案'], ['D', '同一事件'], ['X', '不派案'], ['M', '補資料'], ['S', '稍後再看，時限照走'], ['G再按Q／W／C／D', '到待篩派／我的工作／案件／儀表板'], ['Ctrl+Enter', '送出目前的表'], ['Esc', '關閉'], ['Esc連按三次', '公開頁面快速離開'], ['方向鍵', '家系圖、地圖裡移動']],
  en: [['?', 'List of keys'], ['/', 'Search'], ['J / K', 'Next / previous'], ['Enter', 'Open'], ['A', 'Dispatch'], ['D', 'Same incident'], ['X', 'Not dispatched'], ['M', 'More information'], ['S', 'Later; the clock goes on'], ['G then Q / W / C / D', 'Queue / work / cases / dashboard'], ['Ctrl+Enter', 'Send the form'], ['Esc', 'Close'], ['Esc three times', 'Leave a public page'], ['Arrow keys', 'Move within genogram and map']],
};

function Keys() {
  const t = useT(helpMessages);
  const language = useLang();
  const active = useActiveShortcuts();
  const table = (rows: [string, string][]) => (
    <table className="table table-compact">
      <thead><tr><th scope="col">{t('key')}</th><th scope="col">{t('does')}</th></tr></thead>
      <tbody>{rows.map(([k, d]) => <tr key={k + d}><td><kbd>{k}</kbd></td><td>{d}</td></tr>)}</tbody>
    </table>
  );
  return (
    <section id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('keys')}</h2>
      <p>{t('keysHint')}</p>
      <h3>{t('everywhere')}</h3>{table(all[language])}
      <h3>{t('here')}</h3>{table(active.map((s) => [keyLabel(s.keys), s.label]))}
    </section>
  );
}
