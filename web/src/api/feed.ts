import type { FeedEvent, FeedMessage } from './events.ts';

const kinds = ['queue', 'report', 'assignment', 'case', 'handover', 'clock', 'reset'];

/** Opens the event stream and keeps it open. EventSource sends the last journal position again by itself, to whichever
 *  server answers; when the server refuses (signed out), it is tried again slowly. */
export function openFeed(tell: (message: FeedMessage) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => tell({ type: 'state', connected: true });
    source.onerror = () => {
      tell({ type: 'state', connected: false });
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 10_000);
    };
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
    clearTimeout(retry);
    source?.close();
  };
}
