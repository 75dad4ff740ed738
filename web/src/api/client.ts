import { lang } from '../i18n/lang.ts';
import { setServerNow } from '../lib/now.ts';

/** An RFC 9457 problem document, or a failure to reach the server at all (status 0). */
export interface ProblemBody {
  type?: string; title: string; detail?: string; status: number; reason?: string; request_id?: string;
  errors?: { pointer: string; code: string; message: string }[];
  yours?: Record<string, unknown>; current?: Record<string, unknown>;
  /** Of a 429 under the load of all senders: a proof of work that lets one report through. */
  work?: { algorithm: string; bits: number; challenge: string; header: string };
}

export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  readonly retryAfter: number | null;
  constructor(body: ProblemBody, retryAfter: number | null = null) {
    super(body.title);
    this.name = 'Problem';
    this.status = body.status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
  /** The record was changed or taken by another; nothing of ours is written. */
  get conflict(): boolean { return this.status === 412 || this.status === 409; }
  get offline(): boolean { return this.status === 0; }
}

let token = '';
let seq = '';
let signedOut: () => void = () => undefined;

export function setToken(next: string): void { token = next; }
/** Called once when an answer says that the session has ended; the page stays and the sign-in appears over it. */
export function onSignedOut(run: () => void): void { signedOut = run; }

export interface Call {
  body?: unknown;
  /** Text or bytes sent as they are, with this content type. */
  raw?: { data: BodyInit; type: string; name?: string };
  version?: number | string;
  /** Repeating a call with the same key never creates a second record. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const unsafe = new Set(['POST', 'PUT', 'DELETE']);

async function send(method: string, path: string, call: Call): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json', 'accept-language': lang() === 'en' ? 'en' : 'zh-TW' });
  if (seq && method === 'GET') headers.set('x-anwang-seq', seq);
  if (unsafe.has(method)) {
    headers.set('x-anwang-token', token);
    if (method === 'POST') headers.set('idempotency-key', call.key ?? crypto.randomUUID());
    if (call.version !== undefined) headers.set('if-match', `"${call.version}"`);
  }
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  const init: RequestInit = { method, headers, credentials: 'same-origin', redirect: 'error' };
  if (call.signal) init.signal = call.signal;
  if (call.raw) {
    headers.set('content-type', call.raw.type);
    if (call.raw.name) headers.set('x-file-name', encodeURIComponent(call.raw.name));
    init.body = call.raw.data;
  } else if (call.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(call.body);
  }
  try {
    return await fetch(`/api/v1${path}`, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem({ title: 'offline', status: 0 });
  }
}

async function problem(response: Response): Promise<Problem> {
  const after = response.headers.get('retry-after');
  const retryAfter = after === null ? null : Number(after) || null;
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem({ title: response.statusText, ...body, status: response.status }, retryAfter);
  } catch {
    return new Problem({ title: response.statusText || String(response.status), status: response.status }, retryAfter);
  }
}

async function request<T>(method: string, path: string, call: Call = {}): Promise<T> {
  const response = await send(method, path, call);
  const date = response.headers.get('x-anwang-now');
  if (date) setServerNow(date);
  const written = response.headers.get('x-anwang-seq');
  if (written && unsafe.has(method)) seq = written;
  if (!response.ok) {
    const failed = await problem(response);
    if (response.status === 401 && !path.startsWith('/session')) signedOut();
    throw failed;
  }
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, signal ? { signal } : {}),
  post: <T>(path: string, body?: unknown, call: Omit<Call, 'body'> = {}) => request<T>('POST', path, { ...call, body: body ?? {} }),
  put: <T>(path: string, body: unknown, version?: number | string) => request<T>('PUT', path, version === undefined ? { body } : { body, version }),
  delete: <T>(path: string) => request<T>('DELETE', path),
  upload: <T>(path: string, data: BodyInit, type: string, name?: string, key?: string) =>
    request<T>('POST', path, { raw: name === undefined ? { data, type } : { data, type, name }, ...(key === undefined ? {} : { key }) }),
  /** Bytes of an attachment; always a POST because opening it is journalled. */
  bytes: async (path: string, body: unknown): Promise<Blob> => {
    const response = await send('POST', path, { body });
    if (!response.ok) throw await problem(response);
    return response.blob();
  },
};
