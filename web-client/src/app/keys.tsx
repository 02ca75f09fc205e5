import { useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

/**
 * A key of the page. `key` is `n`, `/`, `?`, `F2`, `Ctrl+Enter`. A single letter never acts while
 * somebody writes in a field, and can be turned off; the others act anywhere.
 */
export interface PageKey {
  key: string;
  label: string;
  run: () => void;
}

interface Group {
  keys: readonly PageKey[];
  /** They came with a dialog: only they, and the function keys, act while one is open. */
  inDialog: boolean;
}

const dialogs = '[role="dialog"], [role="alertdialog"]';
const lettersOff = 'interconsulta.letters-off';
const listeners = new Set<() => void>();
let shown: readonly Group[] = [];
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
  const behind = document.querySelector(dialogs) !== null && !/^F\d/.test(name);
  const found = [...shown]
    .reverse()
    .filter((group) => group.inDialog || !behind)
    .flatMap((group) => group.keys)
    .find((entry) => entry.key === name);
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

/** Starts listening; called once, when the page starts. */
export function listenToKeys(): void {
  letters = localStorage.getItem(lettersOff) === null;
  document.addEventListener('keydown', pressed);
  document.addEventListener('keydown', pressed, { capture: true });
}

/**
 * Gives the page these keys while the component is shown. Of two, the page's wins over the shell's,
 * and a dialog's over both. They act as soon as it is shown: an effect after painting came too late
 * for a key that was pressed at once.
 */
export function useKeys(keys: readonly PageKey[], of: 'page' | 'shell' = 'page'): void {
  const inDialog = useRef<boolean>(undefined);
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  const names = keys.map((entry) => `${entry.key}\t${entry.label}`).join('\n');
  useLayoutEffect(() => {
    inDialog.current ??= document.querySelector(dialogs) !== null;
    const entries = names
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
    const group = { keys: entries, inDialog: inDialog.current };
    shown = of === 'shell' ? [group, ...shown] : [...shown, group];
    changed();
    return () => {
      shown = shown.filter((other) => other !== group);
      changed();
    };
  }, [names, of]);
}

/** Every key of the page now, for the dialog that lists them. */
export function useShownKeys(): PageKey[] {
  const groups = useSyncExternalStore(subscribe, () => shown);
  const entries = groups.flatMap((group) => group.keys);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
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
