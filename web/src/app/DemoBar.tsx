import { useState } from 'react';
import { api } from '../api/client.ts';
import { adopt, queryClient, useDemo, useSession } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { useLang, useT } from '../i18n/lang.ts';
import { now, setServerNow, useNow } from '../lib/now.ts';
import { rocDateTime, taipeiDate, taipeiInstant } from '../lib/roc.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { announce } from '../ui/announce.ts';
import { useTerm } from '../i18n/terms.ts';
import { useJobTitle } from '../i18n/titles.ts';
import styles from './shell.module.css';
import { appMessages } from './messages.ts';

/** The strip of a demonstration store: says that nothing is real, switches the role without signing out, moves the clock forward. */
export function DemoBar({ onSwitched }: { onSwitched: (session: Session) => void }) {
  const t = useT(appMessages);
  const term = useTerm();
  const jobTitle = useJobTitle();
  const language = useLang();
  const session = useSession();
  const demo = useDemo(session?.demo ?? false);
  const [choosing, setChoosing] = useState(false);
  const nowMs = useNow();
  if (!session?.demo) return null;
  const at = rocDateTime(new Date(nowMs).toISOString(), language, { year: false });

  const switchTo = async (login: string | null) => {
    const next = adopt(login === null ? await api.delete<Session | undefined>('/session').then((s) => s ?? api.get<Session>('/session')) : await api.post<Session>('/demo/switch', { login }));
    setChoosing(false);
    onSwitched(next);
  };
  const forward = async (to: string) => {
    const answer = await api.post<{ now: string } | undefined>('/demo/clock', { to });
    setServerNow(answer?.now ?? to);
    announce(t('demoForwarded', { at: rocDateTime(answer?.now ?? to, language) }));
    await queryClient.invalidateQueries();
  };
  /** Where the story goes on: 08:00, from then 09:30 of the same morning, else tomorrow's 08:00. */
  const ahead = (() => {
    const at = (clock: string) => taipeiInstant(taipeiDate(nowMs), clock);
    for (const clock of ['08:00', '09:30']) if (Date.parse(at(clock)) > nowMs) return { clock, at: at(clock) };
    return { clock: '08:00', at: new Date(Date.parse(at('08:00')) + 86_400_000).toISOString() };
  })();
  return (
    <aside className={`${styles.demo} noprint`} aria-label={t('demoTitle')}>
      <b>{t('demoTitle')}</b>
      <span className={styles.demoText}>{t('demoText')}</span>
      <span className={styles.demoEnd}>
        <span className="nb">{t('demoNow', { at })}</span>
        <button type="button" onClick={() => setChoosing(true)} aria-haspopup="dialog">
          {session.account ? t('demoRoleNow', { title: jobTitle(session.account.title), name: session.account.name }) : t('demoRole')}
        </button>
        {session.account ? <button type="button" onClick={() => void forward(new Date(now() + 10 * 60_000).toISOString())}>{t('demoStep', { n: 10 })}</button> : null}
        {session.account ? <button type="button" onClick={() => void forward(ahead.at)}>{t('demoForward', { at: ahead.clock })}</button> : null}
      </span>
      {choosing ? (
        <Dialog title={t('demoRole')} onClose={() => setChoosing(false)}>
          <ul className={styles.roles}>
            {demo?.accounts.filter((account) => account.login !== '').map((account) => (
              <li key={account.login}>
                <Button look={account.login === session.account?.login ? 'main' : 'light'} onClick={() => void switchTo(account.login)}>
                  <b>{jobTitle(account.title)}</b><span>{account.name}</span><span className="meta">{term('account_role', account.role) === account.role ? '' : term('account_role', account.role)}</span>
                </Button>
              </li>
            ))}
            <li><Button look="light" onClick={() => void switchTo(null)}>{t('demoVisitor')}</Button></li>
          </ul>
        </Dialog>
      ) : null}
    </aside>
  );
}
