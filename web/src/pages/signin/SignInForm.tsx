import { useState } from 'react';
import { api, Problem } from '../../api/client.ts';
import { adopt } from '../../api/queries.ts';
import type { Session } from '../../api/types.ts';
import { useT } from '../../i18n/lang.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { ErrorSummary, type FieldError } from '../../ui/State.tsx';
import { signInMessages } from './messages.ts';

/** Account and password. Also stands over a page whose session has ended. */
export function SignInForm({ login: given = '', onDone }: { login?: string; onDone: (session: Session) => void }) {
  const t = useT(signInMessages);
  const [login, setLogin] = useState(given);
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async () => {
    const missing = [...(login.trim() ? [] : [{ id: 'login', message: t('needLogin') }]), ...(password ? [] : [{ id: 'password', message: t('needPassword') }])];
    setErrors(missing);
    setProblem(null);
    if (missing.length > 0) return;
    setBusy(true);
    try {
      onDone(adopt(await api.post<Session>('/session', { login: login.trim(), password })));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401 || error.status === 403 || error.status === 422) setErrors([{ id: 'password', message: t('wrong') }]);
      else if (error.status === 429) setErrors([{ id: 'password', message: t('tooMany', { n: error.retryAfter ?? 30 }) }]);
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <ErrorSummary errors={errors} problem={problem} />
      <TextField id="login" label={t('login')} value={login} onChange={(v) => setLogin(v ?? '')} autoComplete="username" maxLength={64} />
      <TextField id="password" label={t('password')} value={password} onChange={(v) => setPassword(v ?? '')} type={shown ? 'text' : 'password'} autoComplete="current-password" maxLength={256} startHere={given !== ''} />
      <label className="check"><input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />{t('showPassword')}</label>
      <div><Button look="main" type="submit" busy={busy}>{t('submit')}</Button></div>
    </form>
  );
}
