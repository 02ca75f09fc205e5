/** What pages read in session descriptions (RFC 8866), and the one thing they write there. */

/** Whether two descriptions come from the same end: a connection's certificate never changes. */
export function sameCertificate(one: string, other: string): boolean {
  const of = (sdp: string): string =>
    [...new Set([...sdp.matchAll(/^a=fingerprint:(.*?)\r?$/gm)].map((found) => found[1]))]
      .sort()
      .join();
  return of(one) === of(other);
}

/**
 * Asks for both channels of Opus (RFC 7587 §6.1) on these lines: a browser takes one unless its own
 * description says otherwise, and has no other way to be told.
 */
export function hearInStereo(sdp: string, mids: readonly string[]): string {
  const sections = sdp.split(/^(?=m=)/m);
  return sections
    .map((section) => {
      const mid = /^a=mid:(.*?)\r?$/m.exec(section)?.[1];
      if (mid === undefined || !mids.includes(mid) || !section.startsWith('m=audio'))
        return section;
      const type = /^a=rtpmap:(\d+) opus\//im.exec(section)?.[1];
      if (type === undefined) return section;
      const line = new RegExp(`^a=fmtp:${type} (.*?)(\\r?)$`, 'm');
      if (!line.test(section)) return section;
      return section.replace(line, (all, parameters: string, end: string) =>
        /(^|;)\s*stereo=/.test(parameters) ? all : `a=fmtp:${type} ${parameters};stereo=1${end}`,
      );
    })
    .join('');
}
