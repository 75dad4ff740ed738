import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { api } from '../../api/client.ts';
import { adopt, queryClient, sessionQuery, useDemo, useSession } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { appMessages } from '../../app/messages.ts';
import { homeFor } from '../../app/nav.ts';
import { useTitle } from '../../app/title.ts';
import { setLang, useLang, useT } from '../../i18n/lang.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { Button } from '../../ui/Button.tsx';
import { SignInForm } from './SignInForm.tsx';
import { signInMessages } from './messages.ts';
import styles from './signin.module.css';

export default function SignInPage() {
  const t = useT(signInMessages);
  const app = useT(appMessages);
  const language = useLang();
  const jobTitle = useJobTitle();
  const session = useSession();
  const demo = useDemo(session?.demo ?? false);
  const [, navigate] = useLocation();
  const next = new URLSearchParams(useSearch()).get('next');
  useTitle(t('title'));
  const enter = (entered: Session) => {
    queryClient.setQueryData(sessionQuery.queryKey, entered);
    // only an address of this application is followed
    navigate(next !== null && /^\/[a-z]/.test(next) ? next : homeFor(entered.account?.roles ?? []), { replace: true });
  };
  if (session?.account) return <Redirect to={homeFor(session.account.roles)} replace />;
  return (
    <main className={styles.page} id="signin">
      <header className={styles.head}>
        <div>
          <h1>{app('product')}</h1>
          <p className="meta">{session ? t('county', { county: language === 'zh' ? session.county.name_zh : session.county.name_en }) : ''}</p>
          <p className="meta">{t('lead')}</p>
        </div>
        <Button look="light" lang={language === 'zh' ? 'en' : 'zh-Hant-TW'} aria-label={app('languageLabel')} onClick={() => setLang(language === 'zh' ? 'en' : 'zh')}>{app('language')}</Button>
      </header>
      <div className={styles.grid}>
        <section className={`panel ${styles.card}`} aria-labelledby="staff">
          <h2 id="staff">{t('staffTitle')}</h2>
          <SignInForm onDone={enter} />
        </section>
        <section className={`panel ${styles.card}`} aria-labelledby="public">
          <h2 id="public">{t('publicTitle')}</h2>
          <p className={styles.call}>{t('emergency')}<a href="tel:110">{t('police')}</a><a href="tel:113">{t('hotline')}</a></p>
          <Link href="/report" className="btn">{t('publicReport')}</Link>
          <Link href="/track" className="btn btn-light">{t('publicTrack')}</Link>
        </section>
        {demo ? (
          <section className={`panel ${styles.card} ${styles.demo}`} aria-labelledby="demo">
            <h2 id="demo">{t('demoTitle')}</h2>
            <p className="meta">{t('demoHint')}</p>
            <ul className={styles.accounts}>
              {demo.accounts.filter((account) => account.login !== '').map((account) => (
                <li key={account.login}>
                  <Button look="light" aria-label={t('enterAs', { title: jobTitle(account.title), name: account.name })} onClick={() => void api.post<Session>('/demo/switch', { login: account.login }).then(adopt).then(enter)}>
                    <b>{jobTitle(account.title)}</b><span>{account.name}</span>
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </main>
  );
}
