/** A telephone as the API takes it. */
export function isPhone(text: string): boolean {
  return /^[+0-9 ()-]{7,24}$/.test(text);
}

/** An empty text is left out of what is sent. */
export function orAbsent(text: string): string | undefined {
  const tidy = text.trim();
  return tidy === '' ? undefined : tidy;
}
