/** Words without accents or case, to find what somebody half remembers. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word written is somewhere in these texts. */
export function fits(written: string, ...texts: (string | undefined)[]): boolean {
  const all = plain(texts.filter(Boolean).join(' '));
  return plain(written)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** A telephone as the API takes it. */
export function isPhone(text: string): boolean {
  return /^[+0-9 ()-]{7,24}$/.test(text);
}

/** An empty text is left out of what is sent. */
export function orAbsent(text: string): string | undefined {
  const tidy = text.trim();
  return tidy === '' ? undefined : tidy;
}
