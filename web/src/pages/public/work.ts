import { Problem } from '../../api/client.ts';

/** While everybody together sends more than the server takes, its 429 carries a puzzle (never for a report that marks danger). */
export interface Work { algorithm: string; bits: number; challenge: string; header: string }

export const workOf = (problem: unknown): Work | null => (problem instanceof Problem && problem.status === 429 && problem.body.work?.algorithm === 'sha-256' ? problem.body.work : null);

const LONGEST_MS = 60_000;

/** The solution, computed in a worker; null when this browser cannot, or takes too long: then the numbers to call stand there. */
export function solved(work: Work): Promise<string | null> {
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = new Worker(new URL('./work-worker.ts', import.meta.url), { type: 'module' });
    } catch {
      resolve(null);
      return;
    }
    const end = (answer: string | null) => {
      clearTimeout(timer);
      worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), LONGEST_MS);
    worker.onmessage = (event: MessageEvent<string>) => end(event.data);
    worker.onerror = () => end(null);
    worker.postMessage({ challenge: work.challenge, bits: work.bits });
  });
}

/** Sends; when a puzzle comes back, solves it and sends again, twice at most (a solution can expire on its way). `computing` is told meanwhile. */
export async function sendWorking<T>(send: (headers: Record<string, string>) => Promise<T>, computing: () => void): Promise<T> {
  let headers: Record<string, string> = {};
  for (let round = 0; ; round += 1) {
    try {
      return await send(headers);
    } catch (error) {
      const work = workOf(error);
      if (work === null || round === 2) throw error;
      computing();
      const answer = await solved(work);
      if (answer === null) throw error;
      headers = { [work.header]: answer };
    }
  }
}
