import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { useReference } from '../../api/queries.ts';
import type { Id, Role, Unit } from '../../api/types.ts';
import { useTitle } from '../../app/title.ts';
import { useCodes } from '../../i18n/codes.ts';
import { useLang, useT } from '../../i18n/lang.ts';
import type { Catalogue } from '../../i18n/messages.ts';
import { useTerm } from '../../i18n/terms.ts';
import { useJobTitle } from '../../i18n/titles.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ChoiceField, SelectField, TextField } from '../../ui/Field.tsx';
import { type Column, LongTable } from '../../ui/longlist/LongTable.tsx';
import { usePages } from '../../ui/longlist/usePages.ts';
import { Conflict, ErrorSummary, type FieldError, Loading, ProblemView } from '../../ui/State.tsx';
import { Status, Tag } from '../../ui/Status.tsx';
import { useStep } from '../cases/useStep.ts';
import { adminMessages } from './messages.ts';
import styles from './admin.module.css';

interface AccountRow { id: Id; version: number; login: string; name: string; title: string | null; roles: Role[]; unit: Unit | null; network: string; programmes: string[]; languages: string[]; phone: string | null; active: boolean; can_sign_in?: boolean; must_change_password: boolean; leave: unknown; password?: string | null }
const roles: readonly Role[] = ['mandated_reporter', 'screener', 'duty_worker', 'social_worker', 'supervisor', 'county_coordinator', 'auditor', 'administrator'];
const networks = ['social', 'health', 'police', 'education', 'labour', 'justice', 'indigenous', 'civil'];

/** Who may sign in, with which roles. The administrator sees no case. */
export default function AccountsPage() {
  const t = useT(adminMessages);
  useTitle(t('accountsTitle'));
  const [editing, setEditing] = useState<AccountRow | 'new' | null>(null);
  const [shown, setShown] = useState<{ login: string; password: string } | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['accounts'], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<{ items: AccountRow[]; next: string | null; total: number | null }>(`/accounts${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ''}`, signal), getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = usePages(query);
  const columns = useColumns(setEditing);
  const total = query.data?.pages[0]?.total ?? null;
  return (
    <div className={`${styles.page} ${styles.longPlain}`}>
      <header className={styles.head}><h1>{t('accountsTitle')}</h1>{total === null ? null : <span className="meta">{t('total', { n: total })}</span>}<Button className="end" look="main" onClick={() => setEditing('new')} aria-haspopup="dialog">{t('addAccount')}</Button></header>
      {shown ? <div className="note note-due" role="status"><p>{t('oncePassword', { login: shown.login })}</p><p><output className={styles.once}>{shown.password}</output></p></div> : null}
      {query.isPending ? <Loading lines={8} /> : query.isError ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : (
        <LongTable label={t('accountsTitle')} columns={columns} pages={pages} total={total} rowKey={(a) => a.id} rowHeight={45} />
      )}
      {editing ? <AccountDialog account={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onPassword={setShown} reload={() => { setEditing(null); void query.refetch(); }} /> : null}
    </div>
  );
}

function useColumns(onEdit: (a: AccountRow) => void): Column<AccountRow>[] {
  const t = useT(adminMessages);
  const term = useTerm();
  const jobTitle = useJobTitle();
  return [
    { key: 'name', head: t('name'), width: 190, names: true, cell: (a) => <span className="facts-row"><span>{a.name}</span><span className="meta">{jobTitle(a.title)}</span></span> },
    { key: 'login', head: t('login'), width: 100, cell: (a) => a.login },
    { key: 'unit', head: t('unit'), width: 190, cell: (a) => a.unit?.name ?? <span className="hint">{t('noUnit')}</span> },
    { key: 'network', head: t('network'), width: 72, cell: (a) => term('network', a.network) },
    { key: 'roles', head: t('roles'), width: 190, cell: (a) => <span className={styles.tags}>{a.roles.map((r) => <Tag key={r}>{t(`ro.${r}`)}</Tag>)}</span> },
    { key: 'state', head: t('colState'), width: 190, cell: (a) => <span className="facts-row">{a.active ? <Status kind="done">{t('active')}</Status> : <Status kind="todo">{t('inactive')}</Status>}{a.leave ? <Tag>{t('onLeave')}</Tag> : null}{a.can_sign_in === false ? <span className="meta">{t('cantSignIn')}</span> : null}</span> },
    { key: 'edit', head: t('edit'), width: 84, cell: (a) => <Button look="light" onClick={() => onEdit(a)} aria-haspopup="dialog" aria-label={t('editAccount', { name: a.name })}>{t('edit')}</Button> },
  ];
}

interface DialogProps { account: AccountRow | null; onClose: () => void; onPassword: (p: { login: string; password: string }) => void; reload: () => void }

function AccountDialog({ account, onClose, onPassword, reload }: DialogProps) {
  const t = useT(adminMessages);
  const language = useLang();
  const term = useTerm();
  const id = useId();
  const reference = useReference();
  const languages = useCodes('language');
  const [f, setF] = useState({
    login: account?.login ?? '', name: account?.name ?? '', title: account?.title ?? '', unit: account?.unit?.code ?? '', network: account?.network ?? '', phone: account?.phone ?? '', password: '',
    roles: account?.roles as string[] | undefined ?? [], programmes: account?.programmes ?? [], languages: account?.languages ?? [], active: account?.active ?? true, must: account?.must_change_password ?? true,
  });
  const [errors, setErrors] = useState<FieldError[]>([]);
  const step = useStep([['accounts']]);
  const set = (change: Partial<typeof f>) => setF({ ...f, ...change });
  const save = async () => {
    const found = [
      ...(f.login.trim() === '' ? [{ id: `${id}l`, message: t('needLogin') }] : []), ...(f.name.trim() === '' ? [{ id: `${id}n`, message: t('needName') }] : []),
      ...(f.network === '' ? [{ id: `${id}w`, message: t('needNetwork') }] : []), ...(f.roles.length === 0 ? [{ id: `${id}r`, message: t('needRole') }] : []),
    ];
    setErrors(found);
    if (found.length > 0) return;
    const body = {
      login: f.login.trim(), name: f.name.trim(), title: f.title.trim() || null, unit: f.unit || null, network: f.network, phone: f.phone.trim() || null, roles: f.roles, programmes: f.programmes, languages: f.languages,
      active: f.active, must_change_password: f.must, ...(f.password ? { password: f.password } : {}),
    };
    const ok = await step.run(async (key) => {
      const answer = account ? await api.put<AccountRow>(`/accounts/${account.id}`, body, account.version) : await api.post<AccountRow>('/accounts', body, { key });
      if (answer?.password) onPassword({ login: answer.login, password: answer.password });
    }, account ? t('saved') : t('created'));
    if (ok) onClose();
  };
  const error = (part: string) => errors.find((e) => e.id === `${id}${part}`)?.message;
  const words = (adminMessages as unknown as Catalogue<Record<string, string>>)[language];
  return (
    <Dialog wide title={account ? t('editAccount', { name: account.name }) : t('addAccount')} onClose={onClose} foot={<Button look="main" type="submit" form={id} busy={step.busy}>{account ? t('save') : t('addAccount')}</Button>}>
      <form id={id} className="stack" noValidate autoComplete="off" onSubmit={(event) => { event.preventDefault(); if (!step.busy) void save(); }}>
        {step.problem?.status === 412 ? <Conflict problem={step.problem} label={(field) => words[`cf.${field}`] ?? field} show={(_, v) => (v === true ? t('active') : v === false ? t('inactive') : typeof v === 'string' ? v : '—')} onReload={reload} /> : <ErrorSummary errors={errors} problem={step.problem} />}
        <div className={styles.fields}>
          <TextField id={`${id}l`} label={t('login')} required value={f.login} maxLength={40} onChange={(v) => set({ login: v ?? '' })} error={error('l')} />
          <TextField id={`${id}n`} label={t('name')} required value={f.name} maxLength={40} onChange={(v) => set({ name: v ?? '' })} error={error('n')} />
          <TextField label={t('titleField')} value={f.title} maxLength={40} onChange={(v) => set({ title: v ?? '' })} />
          <SelectField label={t('unit')} value={f.unit} empty={t('noUnit')} onChange={(unit) => set({ unit })} choices={(reference?.units ?? []).map((u) => ({ code: u.code, label: u.name }))} />
          <SelectField id={`${id}w`} label={t('network')} required value={f.network} empty="—" onChange={(network) => set({ network })} choices={networks.map((code) => ({ code, label: term('network', code) }))} error={error('w')} />
          <TextField label={t('phone')} type="tel" value={f.phone} maxLength={30} onChange={(v) => set({ phone: v ?? '' })} />
        </div>
        <ChoiceField id={`${id}r`} label={t('roles')} required many values={f.roles} onChange={(v) => set({ roles: v })} choices={roles.map((code) => ({ code, label: t(`ro.${code}`) }))} error={error('r')} />
        <ChoiceField label={t('programmes')} many values={f.programmes} onChange={(v) => set({ programmes: v })} choices={(reference?.programmes ?? []).map((p) => ({ code: p.code, label: language === 'zh' ? p.name_zh : p.name_en }))} />
        <ChoiceField label={t('languages')} many values={f.languages} onChange={(v) => set({ languages: v })} choices={languages} />
        <TextField label={t('password')} hint={t('passwordHint')} type="password" autoComplete="new-password" value={f.password} maxLength={200} onChange={(v) => set({ password: v ?? '' })} />
        <label className="check"><input type="checkbox" checked={f.active} onChange={(event) => set({ active: event.target.checked })} />{t('active')}</label>
        <label className="check"><input type="checkbox" checked={f.must} onChange={(event) => set({ must: event.target.checked })} />{t('mustChange')}</label>
      </form>
    </Dialog>
  );
}
