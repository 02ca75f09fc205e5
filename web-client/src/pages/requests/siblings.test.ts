import { expect, it } from 'vitest';
import { sharedNss } from './siblings';

function row(id: string, displayName: string, nss?: string) {
  const base = { id, displayName, identified: true, sex: 'male' as const };
  return { patient: nss === undefined ? base : { ...base, nss } };
}

it('names siblings under one NSS, and nobody twice', () => {
  const rows = [row('1', 'Iker', '23'), row('2', 'Renata', '23'), row('1', 'Iker', '23')];
  expect(sharedNss(rows)).toEqual([['Iker', 'Renata']]);
});

it('names nobody who has an NSS alone or none', () => {
  expect(sharedNss([row('1', 'Iker', '23'), row('3', 'Ana'), row('4', 'Luis'), {}])).toEqual([]);
});
