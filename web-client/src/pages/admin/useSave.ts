import { useState } from 'react';
import { confirmDone } from '../../components/Toasts';

/** Sends a form once at a time; its failure stays until the next try. */
export function useSave(): {
  busy: boolean;
  failure: unknown;
  save: (send: () => Promise<unknown>, done?: string) => Promise<boolean>;
  reset: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  return {
    busy,
    failure,
    reset: () => setFailure(undefined),
    async save(send, done) {
      setBusy(true);
      setFailure(undefined);
      try {
        await send();
        if (done) confirmDone(done);
        return true;
      } catch (refused) {
        setFailure(refused);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
