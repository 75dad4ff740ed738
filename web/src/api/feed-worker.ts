import type { FeedMessage } from './events.ts';
import { openFeed } from './feed.ts';

interface SharedScope { onconnect: ((event: MessageEvent) => void) | null }

/** One event stream for all tabs of this browser. */
const ports = new Set<MessagePort>();
let stop: (() => void) | undefined;
let last: FeedMessage = { type: 'state', connected: false };

function tell(message: FeedMessage): void {
  if (message.type === 'state') last = message;
  ports.forEach((port) => port.postMessage(message));
}

(globalThis as unknown as SharedScope).onconnect = (event) => {
  const port = event.ports[0]!;
  ports.add(port);
  port.onmessage = (message: MessageEvent<string>) => {
    if (message.data !== 'bye') return;
    ports.delete(port);
    if (ports.size === 0) {
      stop?.();
      stop = undefined;
    }
  };
  port.start();
  port.postMessage(last);
  stop ??= openFeed(tell);
};
