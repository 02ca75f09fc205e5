import { describe, expect, it } from 'vitest';
import { hearInStereo } from './descriptions';

const answer = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=mid:0',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=mid:1',
  'a=rtpmap:96 VP8/90000',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=mid:2',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  '',
].join('\r\n');

describe('both channels', () => {
  it('are asked for on the lines that are named, and on no other', () => {
    const lines = hearInStereo(answer, ['1', '2']).split('\r\n');
    expect(lines[4]).toBe('a=fmtp:111 minptime=10;useinbandfec=1');
    expect(lines[11]).toBe('a=fmtp:111 minptime=10;useinbandfec=1;stereo=1');
    expect(lines).toHaveLength(answer.split('\r\n').length);
  });

  it('are asked for once', () => {
    const once = hearInStereo(answer, ['0']);
    expect(hearInStereo(once, ['0'])).toBe(once);
    expect(hearInStereo(answer, [])).toBe(answer);
  });
});
