import { describe, expect, it } from 'vitest';
import { match } from './router';

describe('a route', () => {
  it('gives the values of its names', () => {
    expect(match('/patients/:patient/notes/:note', '/patients/a/notes/b')).toEqual({
      patient: 'a',
      note: 'b',
    });
    expect(match('/inbox', '/inbox/')).toEqual({});
  });

  it('is not another of the same length', () => {
    expect(match('/requests/new', '/requests/abc')).toBeUndefined();
    expect(match('/requests/:request', '/inbox/abc')).toBeUndefined();
    expect(match('/requests', '/requests/abc')).toBeUndefined();
  });
});
