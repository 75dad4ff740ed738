import { QueryClient, useQuery } from '@tanstack/react-query';
import { api, Problem } from './client.ts';
import type { Demo, Form, Reference, Session } from './types.ts';
import { setToken } from './client.ts';
import { useLang } from '../i18n/lang.ts';
import { setServerNow } from '../lib/now.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => error instanceof Problem && (error.offline || error.status === 503) && count < 3,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

export function adopt(session: Session): Session {
  setToken(session.token);
  setServerNow(session.now);
  return session;
}

export const sessionQuery = { queryKey: ['session'], queryFn: async ({ signal }: { signal: AbortSignal }) => adopt(await api.get<Session>('/session', signal)), staleTime: Infinity };

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

/** The signed-in account; pages behind the sign-in may rely on it. */
export function useAccount() {
  return useSession()?.account ?? null;
}

/** The county's organisation and code lists; names of units come in the reader's language. */
export const useReference = () => useQuery({ queryKey: ['reference', useLang()], queryFn: ({ signal }) => api.get<Reference>('/reference', signal), staleTime: Infinity }).data;
export const useForms = () => useQuery({ queryKey: ['forms'], queryFn: ({ signal }) => api.get<Form[]>('/forms', signal), staleTime: Infinity }).data;
export const useDemo = (demo: boolean) => useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => api.get<Demo>('/demo', signal), enabled: demo, staleTime: Infinity }).data;
