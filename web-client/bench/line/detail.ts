import type { Page } from '@playwright/test';
import type { Windows } from './systems';

/** For whoever works on a point: what each browser counts of each of its streams, a line each. */
export async function describeLine(windows: Windows): Promise<void> {
  for (const [where, page] of Object.entries(windows) as [string, Page][]) {
    const lines = await page.evaluate(async () => {
      const { peers } = window as unknown as { peers: RTCPeerConnection[] };
      const wanted = [
        'rid',
        'mid',
        'packetsReceived',
        'packetsSent',
        'packetsLost',
        'retransmittedPacketsReceived',
        'retransmittedPacketsSent',
        'nackCount',
        'fecPacketsReceived',
        'concealedSamples',
        'silentConcealedSamples',
        'concealmentEvents',
        'totalSamplesReceived',
        'jitterBufferTargetDelay',
        'jitterBufferDelay',
        'jitterBufferEmittedCount',
        'framesDecoded',
        'framesEncoded',
        'freezeCount',
        'pliCount',
        'keyFramesDecoded',
        'frameHeight',
        'framesPerSecond',
        'targetBitrate',
        'qualityLimitationReason',
        'bytesSent',
        'bytesReceived',
        'active',
        'fractionLost',
        'availableOutgoingBitrate',
        'currentRoundTripTime',
      ];
      const said: string[] = [];
      for (const peer of peers) {
        if (peer.connectionState === 'closed') continue;
        for (const line of (peer.localDescription?.sdp ?? '').split('\r\n')) {
          if (/^m=|^a=(rtcp-fb|fmtp):(63|111) /.test(line)) said.push(line);
        }
        const report = await peer.getStats();
        for (const each of report.values()) {
          const stats = each as Record<string, unknown> & { type: string };
          if (
            !/^(inbound-rtp|outbound-rtp|remote-inbound-rtp|candidate-pair)$/.test(stats.type) ||
            (stats.type === 'candidate-pair' && stats.nominated !== true)
          ) {
            continue;
          }
          const codec = report.get(String(stats.codecId)) as Record<string, unknown> | undefined;
          said.push(
            [
              stats.type,
              typeof stats.kind === 'string' ? stats.kind : '',
              codec ? `${String(codec.mimeType)}/${String(codec.payloadType)}` : '',
              ...wanted
                .filter((name) => stats[name] !== undefined)
                .map((name) => `${name}=${String(stats[name])}`),
            ].join(' '),
          );
        }
      }
      return said;
    });
    for (const each of lines) console.log(`  ${where}: ${each}`);
  }
}
