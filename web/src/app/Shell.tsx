import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { api, onSignedOut } from '../api/client.ts';
import { onFeed, startFeed } from '../api/events.ts';
import { adopt, queryClient, sessionQuery } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { setLang, useLang, useT } from '../i18n/lang.ts';
import { useNow } from '../lib/now.ts';
import { rocDateTime } from '../lib/roc.ts';
import { useJobTitle } from '../i18n/titles.ts';
import { keyLabel, useActiveShortcuts, setSingleKeys, useShortcuts, useSingleKeys } from '../ui/keys.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { uiMessages } from '../ui/messages.ts';
import { Toaster } from '../ui/Toast.tsx';
import { SignInForm } from '../pages/signin/SignInForm.tsx';
import { barFor, homeFor, navFor } from './nav.ts';
import { logPrints } from './printing.ts';
import { setTheme, theme, type Theme } from './theme.ts';
import { appMessages } from './messages.ts';
import styles from './shell.module.css';

/** The frame of the signed-in pages: rail on a desk, bottom bar on tablet and phone, and everything that lies over a page. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const t = useT(appMessages);
  const [location, navigate] = useLocation();
  const account = session.account!;
  const items = navFor(account.roles);
  const narrow = useNarrow();
  const bar = narrow ? barFor(items) : { shown: items, more: [] };
  const jobTitle = useJobTitle();
  const [layer, setLayer] = useState<'none' | 'keys' | 'me' | 'more'>('none');
  const [expired, setExpired] = useState(false);
  const connected = useConnection();

  useEffect(() => onSignedOut(() => setExpired(true)), []);
  useEffect(() => startFeed(), [account.id]);
  useEffect(() => logPrints(), []);
  useShortcuts([
    { keys: '?', label: t('keyHelp'), run: () => setLayer('keys') },
    { keys: 'Slash', label: t('searchKey'), run: () => document.querySelector<HTMLElement>('main input[type="search"], input[type="search"]')?.focus() },
    ...items.filter((item) => item.go).map((item) => ({ keys: `g ${item.go}`, label: t('go', { where: t(item.label) }), run: () => navigate(item.path) })),
  ]);

  const signOut = async () => {
    const next = await api.delete<Session | undefined>('/session').then((s) => s ?? api.get<Session>('/session'));
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, adopt(next));
    navigate('/signin');
  };

  return (
    <>
      <a className="skip" href="#main">{t('skip')}</a>
      {connected.network ? null : <p className={styles.offline} role="status"><Icon name="cloud" /><b>{t('offline')}</b><span>{t('offlineSince')}</span></p>}
      {connected.network && !connected.feed ? <p className={styles.offline} role="status"><Icon name="tri" />{t('feedLost')}</p> : null}
      <div className={styles.shell}>
        <nav className={`${styles.rail} noprint`} aria-label={t('menu')}>
          <Link href={homeFor(account.roles)} className={styles.mark}>{t('product')}</Link>
          {bar.shown.map((item) => <Item key={item.path} path={item.path} icon={item.icon} current={isAt(item.path, location)}>{t(item.label)}</Item>)}
          {bar.more.length > 0 ? (
            <button type="button" className={`${styles.item} ${styles.moreItem}`} onClick={() => setLayer('more')} aria-haspopup="dialog" aria-expanded={layer === 'more'} aria-current={bar.shown.some((item) => isAt(item.path, location)) ? undefined : 'true'}>
              <Icon name="more" /><span>{t('more')}</span>
            </button>
          ) : (
            <>
              <Item path="/help" icon="help" current={isAt('/help', location)} push>{t('help')}</Item>
              <button type="button" className={styles.me} onClick={() => setLayer('me')} aria-haspopup="dialog"><b>{account.name}</b><span>{shortTitle(jobTitle(account.title))}</span></button>
            </>
          )}
        </nav>
        <main id="main" className={styles.main} tabIndex={-1}><Printed who={account.name} />{children}</main>
      </div>
      <Toaster />
      {layer === 'keys' ? <KeysHelp onClose={() => setLayer('none')} /> : null}
      {layer === 'more' ? (
        <Dialog title={t('more')} onClose={() => setLayer('none')} sheet>
          <nav aria-label={t('more')} className={styles.moreNav}>
            {bar.more.map((item, i) => <Item key={item.path} path={item.path} icon={item.icon} current={isAt(item.path, location)} first={i === 0} onClick={() => setLayer('none')}>{t(item.label)}</Item>)}
            <Item path="/help" icon="help" current={isAt('/help', location)} onClick={() => setLayer('none')}>{t('help')}</Item>
          </nav>
          <Button look="light" onClick={() => setLayer('me')} aria-haspopup="dialog"><b>{account.name}</b><span>{jobTitle(account.title)}</span></Button>
        </Dialog>
      ) : null}
      {layer === 'me' ? <MeDialog session={session} onClose={() => setLayer('none')} onSignOut={() => void signOut()} /> : null}
      {expired ? (
        <Dialog title={t('expiredTitle')} onClose={() => undefined} closable={false}>
          <p>{t('expiredDetail', { n: session.idle_minutes })}</p>
          <SignInForm login={account.login} onDone={(next) => {
            queryClient.setQueryData(sessionQuery.queryKey, next);
            setExpired(false);
            void queryClient.invalidateQueries();
          }} />
        </Dialog>
      ) : null}
    </>
  );
}

/** What stands in brackets after a title does not fit into the rail; one's own dialog has it. */
const shortTitle = (title: string): string => title.replace(/\s*[（(].*[）)]$/u, '');

/** A household belongs to 人與家戶. */
function isAt(path: string, location: string): boolean {
  return location === path || location.startsWith(`${path}/`) || (path === '/people' && location.startsWith('/households/'));
}

function Item({ path, icon, current, push = false, first = false, onClick, children }: { path: string; icon: IconName; current: boolean; push?: boolean; first?: boolean; onClick?: () => void; children: ReactNode }) {
  return (
    <Link href={path} className={`${styles.item}${push ? ` ${styles.push}` : ''}`} aria-current={current ? 'page' : undefined} data-autofocus={first ? '' : undefined} onClick={onClick}>
      <Icon name={icon} /><span>{children}</span>
    </Link>
  );
}

const narrowQuery = '(max-width: 1180px)';
/** Where the rail is a bar at the foot (shell.module.css). */
const useNarrow = (): boolean => useSyncExternalStore((changed) => {
  const query = matchMedia(narrowQuery);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}, () => matchMedia(narrowQuery).matches);

/** Who printed it and when stands on every sheet that leaves the house. */
function Printed({ who }: { who: string }) {
  const t = useT(uiMessages);
  const language = useLang();
  const nowMs = useNow();
  return <p className={`printonly ${styles.printed}`}>{t('printed', { who, at: rocDateTime(new Date(nowMs).toISOString(), language) })}</p>;
}

function useConnection(): { network: boolean; feed: boolean } {
  const [network, setNetwork] = useState(navigator.onLine);
  const [feed, setFeed] = useState(true);
  useEffect(() => {
    const on = () => setNetwork(true);
    const off = () => setNetwork(false);
    addEventListener('online', on);
    addEventListener('offline', off);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFeed((message) => {
      if (message.type !== 'state') return;
      clearTimeout(timer);
      // a reconnection of a moment is nobody's business
      if (message.connected) setFeed(true);
      else timer = setTimeout(() => setFeed(false), 8_000);
    });
    return () => {
      removeEventListener('online', on);
      removeEventListener('offline', off);
      clearTimeout(timer);
      stop();
    };
  }, []);
  return { network, feed };
}

function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useT(appMessages);
  const shortcuts = useActiveShortcuts();
  const single = useSingleKeys();
  return (
    <Dialog title={t('shortcuts')} onClose={onClose}>
      <label className="check"><input type="checkbox" checked={single} onChange={(event) => setSingleKeys(event.target.checked)} />{t('singleKeys')}</label>
      <p className="meta">{t('keysHint')}</p>
      <table className="table table-compact">
        <thead><tr><th scope="col">{t('keyCol')}</th><th scope="col">{t('doesCol')}</th></tr></thead>
        <tbody>{shortcuts.map((s) => <tr key={s.keys}><td><kbd>{keyLabel(s.keys)}</kbd></td><td>{s.label}</td></tr>)}</tbody>
      </table>
    </Dialog>
  );
}

function MeDialog({ session, onClose, onSignOut }: { session: Session; onClose: () => void; onSignOut: () => void }) {
  const jobTitle = useJobTitle();
  const t = useT(appMessages);
  const language = useLang();
  const single = useSingleKeys();
  const [shade, setShade] = useState<Theme>(theme());
  const account = session.account!;
  const unit = typeof account.unit === 'string' ? account.unit : account.unit?.name;
  return (
    <Dialog title={account.name} onClose={onClose} foot={<Button onClick={onSignOut}>{t('signOut')}</Button>}>
      <p className="facts-row"><span>{jobTitle(account.title)}</span>{unit ? <span>{unit}</span> : null}<span className="meta">{account.login}</span></p>
      <fieldset className="field">
        <legend className="field-label">{t('theme')}</legend>
        <div className="choices">
          {(['system', 'light', 'dark'] as const).map((option) => (
            <label className="check" key={option}>
              <input type="radio" name="theme" checked={shade === option} onChange={() => { setShade(option); setTheme(option); }} />
              {t(option === 'system' ? 'themeSystem' : option === 'light' ? 'themeLight' : 'themeDark')}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="check"><input type="checkbox" checked={single} onChange={(event) => setSingleKeys(event.target.checked)} />{t('singleKeys')}</label>
      <Button look="light" onClick={() => setLang(language === 'zh' ? 'en' : 'zh')} aria-label={t('languageLabel')} lang={language === 'zh' ? 'en' : 'zh-Hant-TW'}>{t('language')}</Button>
    </Dialog>
  );
}
