import type { FeedEvent, FeedMessage } from './events.ts';

const kinds = ['queue', 'report', 'assignment', 'case', 'handover', 'clock', 'reset'];

/** Whether this browser has a session: asked of a route that never refuses. */
async function signedIn(): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/session');
    return answer.ok && ((await answer.json()) as { account: unknown }).account !== null;
  } catch {
    return false;
  }
}

/** Opens the event stream and keeps it open. EventSource sends the last journal position again by itself, to whichever
 *  server answers. When the session ended, it is opened again once there is another (signed in anew, another role). */
export function openFeed(tell: (message: FeedMessage) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const whenSignedIn = async () => {
    const may = await signedIn();
    if (stopped) return;
    if (may) open();
    else retry = setTimeout(() => void whenSignedIn(), 10_000);
  };
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => tell({ type: 'state', connected: true });
    source.onerror = () => {
      tell({ type: 'state', connected: false });
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(() => void whenSignedIn(), 10_000);
    };
    source.addEventListener('session_ended', () => {
      source?.close();
      tell({ type: 'state', connected: false });
      tell({ type: 'event', event: { id: '', event: 'session_ended', data: {} } });
      void whenSignedIn();
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (message: MessageEvent<string>) => {
        let data: FeedEvent['data'] = {};
        try {
          data = JSON.parse(message.data) as FeedEvent['data'];
        } catch {
          // an event without a body still says which list changed
        }
        tell({ type: 'event', event: { id: message.lastEventId, event: kind, data } });
      });
    }
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(retry);
    source?.close();
  };
}
