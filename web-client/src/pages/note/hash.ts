/** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the text has this hash: computed here, not believed. */
export async function hashMatches(text: string, hash: string): Promise<boolean> {
  return (await sha256(text)) === hash;
}

/** `9f2c 41d0 … c30a`: enough to compare by eye. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
}
