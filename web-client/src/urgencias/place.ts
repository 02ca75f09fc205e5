/** Where somebody was writing, to be brought back there. */
export interface Place {
  restore: () => void;
}

/** Remembers the focus and, in a field, the caret. */
export function rememberPlace(): Place {
  const element = document.activeElement;
  const field =
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
  let caret: [number, number, 'forward' | 'backward' | 'none'] | undefined;
  try {
    if (field !== null && field.selectionStart !== null && field.selectionEnd !== null) {
      caret = [field.selectionStart, field.selectionEnd, field.selectionDirection ?? 'none'];
    }
  } catch {
    caret = undefined; // A field without a caret, such as one of numbers.
  }
  const selection = document.getSelection();
  const range =
    field === null && selection !== null && selection.rangeCount > 0
      ? selection.getRangeAt(0).cloneRange()
      : undefined;
  return {
    restore: () => {
      if (!(element instanceof HTMLElement) || !element.isConnected) return;
      element.focus({ preventScroll: true });
      if (field !== null && caret !== undefined) field.setSelectionRange(...caret);
      else if (range !== undefined && element.isContentEditable) {
        selection?.removeAllRanges();
        selection?.addRange(range);
      }
    },
  };
}
