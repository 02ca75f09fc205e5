function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word written is somewhere in these texts; accents and case do not matter. */
export function hasWords(written: string, ...texts: (string | undefined)[]): boolean {
  const all = plain(texts.filter(Boolean).join(' '));
  return plain(written)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
