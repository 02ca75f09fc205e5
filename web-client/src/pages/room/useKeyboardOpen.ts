import { useEffect, useState } from 'react';

/** What is left of a phone's window, at most, while its keyboard is open. */
const SHARE = 0.75;

/** Whether a keyboard on the screen covers part of the window: the stage then makes room. */
export function useKeyboardOpen(): boolean {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return undefined;
    let tallest = view.height;
    const look = (): void => {
      tallest = Math.max(tallest, view.height);
      setOpen(view.height < tallest * SHARE);
    };
    view.addEventListener('resize', look);
    return () => view.removeEventListener('resize', look);
  }, []);
  return open;
}
