import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/**
 * A key of the page. `key` is `n`, `/`, `?`, `F2`, `Ctrl+Enter`. A single letter never acts while
 * somebody writes in a field, and can be turned off; the others act anywhere.
 */
export interface PageKey {
  key: string;
  label: string;
  run: () => void;
}

const lettersOff = 'interconsulta.letters-off';
const listeners = new Set<() => void>();
let shown: readonly PageKey[][] = [];
let letters = true;

function changed() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="spinbutton"]') !== null
  );
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

/** Keys that act anywhere: with Ctrl, and F1 to F12. */
function isStrong(key: string): boolean {
  return key.includes('+') || /^F\d/.test(key);
}

function pressed(event: KeyboardEvent) {
  // A control takes Enter for itself and stops it: strong keys are taken before controls see them.
  if (isStrong(nameOf(event)) !== (event.eventPhase === Event.CAPTURING_PHASE)) return;
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
  const name = nameOf(event);
  const isLetter = name.length === 1;
  if (isLetter && (!letters || isField(event.target))) return;
  const groups = [...shown].reverse();
  const found = groups.flat().find((entry) => entry.key === name);
  if (found === undefined) return;
  const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]');
  if (dialog !== null && !isStrong(found.key)) return;
  event.preventDefault();
  found.run();
}

/** Starts listening; called once, when the page starts. */
export function listenToKeys(): void {
  letters = localStorage.getItem(lettersOff) === null;
  document.addEventListener('keydown', pressed);
  document.addEventListener('keydown', pressed, { capture: true });
}

/** Gives the page these keys while the component is shown; the innermost of two wins. */
export function useKeys(keys: readonly PageKey[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  const names = keys.map((entry) => `${entry.key}\t${entry.label}`).join('\n');
  useEffect(() => {
    const group = names
      .split('\n')
      .filter(Boolean)
      .map((line): PageKey => {
        const [key = '', label = ''] = line.split('\t');
        return {
          key,
          label,
          run: () => latest.current.find((entry) => entry.key === key)?.run(),
        };
      });
    shown = [...shown, group];
    changed();
    return () => {
      shown = shown.filter((other) => other !== group);
      changed();
    };
  }, [names]);
}

/** Every key of the page now, for the dialog that lists them. */
export function useShownKeys(): PageKey[] {
  const groups = useSyncExternalStore(subscribe, () => shown);
  const byKey = new Map(groups.flat().map((entry) => [entry.key, entry]));
  return [...byKey.values()];
}

/** Whether single letters act, and how to change that. */
export function useLetters(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(letters);
  function change(next: boolean) {
    letters = next;
    if (next) localStorage.removeItem(lettersOff);
    else localStorage.setItem(lettersOff, '1');
    setOn(next);
  }
  return [on, change];
}
