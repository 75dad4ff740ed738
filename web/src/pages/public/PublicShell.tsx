import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { useTitle } from '../../app/title.ts';
import { setLang, useLang, useT } from '../../i18n/lang.ts';
import { Icon } from '../../ui/Icon.tsx';
import { publicMessages } from './messages.ts';
import { quickExit } from './quickExit.ts';
import styles from './public.module.css';

/** The frame of the pages without an account: neutral title, the way out always in reach, two languages, nothing stored. */
export function PublicShell({ here, children }: { here: 'report' | 'track'; children: ReactNode }) {
  const t = useT(publicMessages);
  const language = useLang();
  useTitle(null);
  useEscapeThrice();
  return (
    <div className={styles.page}>
      <a className="skip" href="#question">{t('skip')}</a>
      <header className={`${styles.top} noprint`}>
        <b>{t('pageTitle')}</b>
        <button type="button" className={`btn ${styles.exit}`} onClick={quickExit} title={t('exitHint')}>{t('exit')}<Icon name="cross" /></button>
      </header>
      <main className={styles.wrap}>
        <div className={`${styles.bar} noprint`}>
          <nav className={styles.tabs} aria-label={t('tabs')}>
            <Link href="/report" aria-current={here === 'report' ? 'page' : undefined}>{t('tabReport')}</Link>
            <Link href="/track" aria-current={here === 'track' ? 'page' : undefined}>{t('tabTrack')}</Link>
          </nav>
          <nav className={styles.langs} aria-label={t('language')}>
            <button type="button" lang="zh-Hant-TW" aria-current={language === 'zh' ? 'true' : undefined} onClick={() => setLang('zh')}>中文</button>
            <button type="button" lang="en" aria-current={language === 'en' ? 'true' : undefined} onClick={() => setLang('en')}>English</button>
          </nav>
        </div>
        {children}
      </main>
    </div>
  );
}

/** 110 and 113: large enough for a shaking hand; one slim row on the later steps. */
export function CallBlock({ slim = false }: { slim?: boolean }) {
  const t = useT(publicMessages);
  if (slim) {
    return (
      <nav className={styles.slim} aria-label={t('callTitle')}>
        <a href="tel:110" className={styles.slimDanger}><b>110</b>{t('call110')}</a>
        <a href="tel:113"><b>113</b>{t('call113')}</a>
      </nav>
    );
  }
  return (
    <section className={styles.call} aria-labelledby="call-title">
      <h2 id="call-title"><Icon name="oct" />{t('callTitle')}</h2>
      <div className={styles.two}>
        <a className={styles.tel} href="tel:110"><b>110</b><span><span>{t('call110')}</span><span>{t('allDay')}</span></span></a>
        <a className={`${styles.tel} ${styles.telLight}`} href="tel:113"><b>113</b><span><span>{t('call113')}</span><span>{t('allDay')}</span></span></a>
      </div>
      <p>{t('call113Text')}</p>
    </section>
  );
}

/** Esc three times within two seconds leaves. (Shift three times would switch the input method between Chinese and English.) */
function useEscapeThrice(): void {
  const pressed = useRef<number[]>([]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== 'Escape' || event.isComposing) return;
      const at = performance.now();
      pressed.current = [...pressed.current.filter((p) => at - p < 2_000), at];
      if (pressed.current.length >= 3) quickExit();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
