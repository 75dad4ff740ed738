import { queryClient } from './queries.ts';

/** What the event stream says: a kind and ids, never content. Each kind names the lists it makes stale. */
export interface FeedEvent { id: string; event: string; data: { id?: string; report_id?: string; case_id?: string; kind?: string; [key: string]: unknown } }
export type FeedMessage = { type: 'event'; event: FeedEvent } | { type: 'state'; connected: boolean };

type Listener = (message: FeedMessage) => void;
const listeners = new Set<Listener>();

export function onFeed(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const stale: Record<string, readonly string[][]> = {
  // the queue itself decides when to show new rows: nothing moves under a pointer
  report: [['report'], ['countersigns']],
  assignment: [['assignments'], ['board'], ['my-work'], ['transitions']],
  case: [['case'], ['cases'], ['my-work'], ['household']],
  handover: [['handover'], ['shift'], ['night']],
  clock: [['my-work'], ['board']],
  session_ended: [['session']],
};

function receive(message: FeedMessage): void {
  if (message.type === 'event') {
    // too far behind to catch up event by event: everything is read again
    if (message.event.event === 'reset') void queryClient.invalidateQueries();
    for (const queryKey of stale[message.event.event] ?? []) void queryClient.invalidateQueries({ queryKey });
  }
  listeners.forEach((listener) => listener(message));
}

/** Starts the one stream of this browser. Tabs share it through a SharedWorker; where that is missing, the tab holds its own. */
export function startFeed(): () => void {
  if (typeof SharedWorker !== 'undefined') {
    const worker = new SharedWorker(new URL('./feed-worker.ts', import.meta.url), { type: 'module', name: 'anwang-feed' });
    worker.port.onmessage = (event: MessageEvent<FeedMessage>) => receive(event.data);
    worker.port.start();
    const bye = () => worker.port.postMessage('bye');
    addEventListener('pagehide', bye);
    return () => {
      removeEventListener('pagehide', bye);
      bye();
      worker.port.close();
    };
  }
  let stop: (() => void) | undefined;
  void import('./feed.ts').then(({ openFeed }) => { stop = openFeed(receive); });
  return () => stop?.();
}
