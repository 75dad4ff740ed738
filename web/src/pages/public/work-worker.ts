import { solve } from './sha256.ts';

/** Apart from the page, which stays usable: 快速離開 works while this computes, and leaving the page ends it. */
onmessage = (event: MessageEvent<{ challenge: string; bits: number }>) => {
  postMessage(solve(event.data.challenge, event.data.bits));
};
