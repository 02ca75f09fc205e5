import { describe, expect, it } from 'vitest';
import { reconcile, sameContent } from './reconcile';

const server = { content: { plan: 'ECG' }, version: 4, savedAt: '2026-11-24T17:00:00.000Z' };

function local(plan: string, baseVersion: number, pending: boolean, changedAt: string) {
  return { content: { plan }, baseVersion, pending, changedAt };
}

describe('choosing between two drafts', () => {
  it("takes the server's when this computer has none", () => {
    expect(reconcile(server, undefined).kind).toBe('server');
  });

  it("takes the server's when this computer's had reached it", () => {
    const kept = local('viejo', 2, false, '2026-11-24T16:00:00.000Z');
    expect(reconcile(server, kept)).toEqual({ kind: 'server', content: server.content });
  });

  it("takes this computer's when it goes on from the server's", () => {
    const kept = local('ECG y eco', 4, true, '2026-11-24T17:00:03.000Z');
    expect(reconcile(server, kept)).toEqual({ kind: 'local', content: kept.content });
  });

  it("takes the server's when a lost answer left the same text here", () => {
    const kept = local('ECG', 3, true, '2026-11-24T17:00:00.000Z');
    expect(reconcile(server, kept).kind).toBe('server');
  });

  it('offers both when they parted, the newer first', () => {
    const older = local('otro', 3, true, '2026-11-24T16:59:00.000Z');
    const newer = local('otro', 3, true, '2026-11-24T17:01:00.000Z');
    expect(reconcile(server, older)).toMatchObject({ kind: 'diverged', newest: 'server' });
    expect(reconcile(server, newer)).toMatchObject({
      kind: 'diverged',
      newest: 'local',
      server,
      local: newer,
    });
  });

  it('compares what is said and not how', () => {
    expect(sameContent({ a: 1, b: [{ c: '' }] }, { b: [{}], a: 1 })).toBe(true);
    expect(sameContent({ a: 1 }, { a: 2 })).toBe(false);
    expect(sameContent({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});
