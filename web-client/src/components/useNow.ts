import { useEffect, useState } from 'react';
import { serverNow } from '../time/clock';

/** The server's clock in milliseconds, read again every `every` ms while the component is shown. */
export function useNow(every = 1_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
