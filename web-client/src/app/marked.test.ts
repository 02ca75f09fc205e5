import { describe, expect, it } from 'vitest';
import { markedEntry } from './marked';

const physician = ['/requests', '/agenda', '/patients'];
const specialist = ['/inbox', '/requests', '/agenda', '/patients'];
const coordinator = ['/coordination', '/agenda', '/figures'];

describe('the entry that is marked', () => {
  it('is the list in which the reader has a request', () => {
    expect(markedEntry('/requests/abc', physician, undefined)).toBe('/requests');
    expect(markedEntry('/requests/abc', specialist, undefined)).toBe('/inbox');
    expect(markedEntry('/requests/abc/time', coordinator, undefined)).toBe('/coordination');
  });

  it('is what the page says once it knows who asked', () => {
    expect(markedEntry('/requests/abc', specialist, '/requests')).toBe('/requests');
    expect(markedEntry('/requests/abc', physician, '/inbox')).toBe('/requests');
  });

  it('is the one whose page or part it is', () => {
    expect(markedEntry('/requests/new', specialist, '/inbox')).toBe('/requests');
    expect(markedEntry('/requests/abc/edit', specialist, undefined)).toBe('/requests');
    expect(markedEntry('/inbox/abc', specialist, undefined)).toBe('/inbox');
    expect(markedEntry('/password', specialist, undefined)).toBeUndefined();
    expect(markedEntry('/requestsx', specialist, undefined)).toBeUndefined();
  });
});
