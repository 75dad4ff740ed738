import { useEffect, useRef, useState } from 'react';
import type { Warning } from '../../api/types.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import { rocDateTime } from '../../lib/roc.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { grouped } from './draft.ts';
import { publicMessages } from './messages.ts';
import { quickExit } from './quickExit.ts';
import styles from './public.module.css';

export interface Received { received_at: string; tracking_code: string; warnings: Warning[] }

/** The code exists on this screen only; going away forgets it. */
export function Receipt({ received, onAnother }: { received: Received; onAnother: () => void }) {
  const t = useT(publicMessages);
  const language = useLang();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    await navigator.clipboard.writeText(grouped(received.tracking_code));
    setCopied(true);
  };
  return (
    <div className={styles.form}>
      <div className={styles.gap} />
      <div>
        <h1 id="question" ref={heading} tabIndex={-1} className={styles.done}><Icon name="tick" />{t('doneTitle')}</h1>
        <p className="meta">{t('doneAt', { at: rocDateTime(received.received_at, language) })}</p>
      </div>
      {received.warnings.length > 0 ? (
        <div className="note note-due"><h2><Icon name="tri" />{t('warningTitle')}</h2><ul>{received.warnings.map((w) => <li key={w.pointer + w.code}>{w.message}</li>)}</ul></div>
      ) : null}
      <section className={styles.code} aria-labelledby="code-title">
        <h2 id="code-title">{t('codeTitle')}</h2>
        <output>{grouped(received.tracking_code)}</output>
        <p>{t('codeOnce')}</p>
        <p className="meta">{t('codeUse')}</p>
        <div className="field-row">
          <Button onClick={() => void copy()}>{t('copy')}</Button>
          <span role="status" className="meta">{copied ? t('copied') : ''}</span>
        </div>
      </section>
      <section><h2>{t('nextTitle')}</h2><ul className={styles.list}><li>{t('next1')}</li><li>{t('next2')}</li><li>{t('next3')}</li></ul></section>
      <section><h2>{t('safetyTitle')}</h2><ul className={styles.list}><li>{t('safety1')}</li><li>{t('safety2')}</li><li>{t('safety3')}</li></ul></section>
      <div className={styles.acts}>
        <Button className={styles.exit ?? ''} onClick={quickExit}>{t('exit')}<Icon name="cross" /></Button>
        <Button look="light" onClick={onAnother}>{t('another')}</Button>
      </div>
    </div>
  );
}
