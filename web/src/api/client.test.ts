import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api, onSignedOut, Problem, setToken } from './client.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const sent: { url: string; init: RequestInit & { headers: Headers } }[] = [];
let reply: () => Promise<Response>;

beforeEach(() => {
  sent.length = 0;
  setToken('token-1');
  vi.stubGlobal('fetch', (url: string, init: RequestInit & { headers: Headers }) => { sent.push({ url, init }); return reply(); });
});
afterEach(() => vi.unstubAllGlobals());

it('sends the token, an idempotency key and the version with what is written', async () => {
  reply = () => Promise.resolve(answer(200, {}, { 'x-anwang-seq': '77' }));
  await api.post('/reports/1/decisions', { a: 1 }, { version: 3, key: 'k' });
  const { headers } = sent[0]!.init;
  expect([headers.get('x-anwang-token'), headers.get('idempotency-key'), headers.get('if-match')]).toEqual(['token-1', 'k', '"3"']);
});

it('reads what was just written: the sequence goes with the next read', async () => {
  reply = () => Promise.resolve(answer(200, {}));
  await api.get('/queue');
  expect(sent[0]!.init.headers.get('x-anwang-seq')).toBe('77');
  expect(sent[0]!.init.headers.get('x-anwang-token')).toBeNull();
});

it('turns a problem document into a Problem that knows a conflict', async () => {
  reply = () => Promise.resolve(answer(412, { title: '別人先改了', status: 412, request_id: 'r', yours: { a: 1 }, current: { a: 2 } }));
  const problem = await api.put('/x', {}, 1).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect((problem as Problem).conflict).toBe(true);
  expect((problem as Problem).body.current).toEqual({ a: 2 });
});

it('says offline when the server cannot be reached', async () => {
  reply = () => Promise.reject(new TypeError('network'));
  expect(((await api.get('/x').catch((error: unknown) => error)) as Problem).offline).toBe(true);
});

it('tells once that the session has ended, but not for a wrong password', async () => {
  const ended = vi.fn();
  onSignedOut(ended);
  reply = () => Promise.resolve(answer(401, { title: 'x', status: 401 }));
  await api.post('/session', {}).catch(() => undefined);
  expect(ended).not.toHaveBeenCalled();
  await api.get('/queue').catch(() => undefined);
  expect(ended).toHaveBeenCalledOnce();
});

it('keeps the wait that a busy server asks for', async () => {
  reply = () => Promise.resolve(answer(503, { title: '忙', status: 503 }, { 'retry-after': '7' }));
  expect(((await api.get('/x').catch((error: unknown) => error)) as Problem).retryAfter).toBe(7);
});

it('makes a Problem even of an answer that is no JSON', async () => {
  reply = () => Promise.resolve(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
  expect(((await api.get('/x').catch((error: unknown) => error)) as Problem).status).toBe(502);
});
