import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { queryClient, sessionQuery } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { useT } from '../i18n/lang.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Loading, ProblemView } from '../ui/State.tsx';
import { DemoBar } from './DemoBar.tsx';
import { appMessages } from './messages.ts';
import { homeFor } from './nav.ts';
import { type Page, pages } from './routes.ts';
import { Shell } from './Shell.tsx';
import styles from './shell.module.css';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Router><Frame /></Router>
    </QueryClientProvider>
  );
}

function Frame() {
  const session = useQuery(sessionQuery);
  const [, navigate] = useLocation();
  if (session.isPending) return <Loading />;
  if (session.isError) return <ProblemView error={session.error} onRetry={() => void session.refetch()} />;
  const adopted = (next: Session) => {
    queryClient.removeQueries({ predicate: (query) => !['session', 'reference', 'forms', 'demo'].includes(String(query.queryKey[0])) });
    queryClient.setQueryData(sessionQuery.queryKey, next);
    navigate(next.account ? homeFor(next.account.roles) : '/report');
  };
  return (
    <div className={styles.frame}>
      <DemoBar onSwitched={adopted} />
      <Switch>
        <Route path="/">{session.data.account ? <Redirect to={homeFor(session.data.account.roles)} replace /> : <Redirect to="/signin" replace />}</Route>
        {pages.map((page) => <Route key={page.path} path={page.path}><Guarded page={page} session={session.data} /></Route>)}
        <Route><NoPage session={session.data} /></Route>
      </Switch>
    </div>
  );
}

function Guarded({ page, session }: { page: Page; session: Session }) {
  const t = useT(appMessages);
  const [location] = useLocation();
  const body = <Boundary key={page.path}><Suspense fallback={<Loading />}><page.component /></Suspense></Boundary>;
  useEffect(() => { document.getElementById('main')?.scrollTo(0, 0); }, [page.path]);
  if (page.roles === 'public') return <div className={styles.main} id="main" tabIndex={-1}>{body}</div>;
  if (!session.account) return <Redirect to={`/signin?next=${encodeURIComponent(location)}`} replace />;
  const allowed = page.roles === 'any' || page.roles.some((role) => session.account!.roles.includes(role));
  return <Shell session={session}>{allowed ? body : <Empty title={t('notYours')}><p>{t('notYoursDetail')}</p></Empty>}</Shell>;
}

function NoPage({ session }: { session: Session }) {
  const t = useT(appMessages);
  const body = <Empty title={t('noPage')}><p>{t('noPageDetail')}</p></Empty>;
  return session.account ? <Shell session={session}>{body}</Shell> : <main id="main" className={styles.main}>{body}</main>;
}

/** A page that throws is shown as such; the frame and the menu stay. */
class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  override render() {
    return this.state.failed ? <Crashed onRetry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}
function Crashed({ onRetry }: { onRetry: () => void }) {
  const t = useT(appMessages);
  return <Empty title={t('crashed')}><p>{t('crashedDetail')}</p><Button onClick={onRetry}>{t('back')}</Button></Empty>;
}
