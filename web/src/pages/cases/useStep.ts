import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Problem } from '../../api/client.ts';
import { toast } from '../../ui/Toast.tsx';

/** One step of a user's work: busy while it runs, the problem kept beside the form, everything it may have changed read again.
 *  The key makes pressing again after a lost answer safe; it is renewed after success. */
export function useStep(stale: readonly (readonly string[])[]) {
  const client = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (work: (key: string) => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work(key.current);
      key.current = crypto.randomUUID();
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      toast(done);
      return true;
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ title: String(error), status: 0 }));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, setProblem, run };
}
