import { describe, expect, it } from 'vitest';
import type { Key, Language, Values } from '../i18n/dictionary';
import { en } from '../i18n/en';
import { es } from '../i18n/es';
import { sentence } from '../i18n/translate';
import { Format } from './format';

function format(language: Language, zone: string, now: string): Format {
  const dictionary = language === 'es' ? es : en;
  const t = (key: Key, values?: Values) => sentence(dictionary, language, key, values);
  return new Format(language, t, zone, () => Date.parse(now));
}

const noon = '2026-11-24T18:00:00Z';
const ensenada = format('es', 'America/Tijuana', noon);
const english = format('en', 'America/Mexico_City', noon);

describe('dates', () => {
  it('write the month as a word', () => {
    expect(ensenada.day('2019-08-14')).toBe('14 ago 2019');
    expect(english.day('2019-08-14')).toBe('14 Aug 2019');
  });

  it('name near days and drop the year of this year', () => {
    expect(ensenada.nearDay('2026-11-24T08:30:00Z')).toBe('hoy');
    expect(ensenada.nearDay('2026-11-24T07:30:00Z')).toBe('ayer');
    expect(ensenada.nearDay('2026-11-20T20:00:00Z')).toBe('vie 20');
    expect(ensenada.nearDay('2026-11-15T20:00:00Z')).toBe('15 nov');
    expect(ensenada.nearDay('2025-11-15T20:00:00Z')).toBe('15 nov 2025');
    expect(ensenada.weekday(noon)).toBe('mar 24 nov 2026');
  });
});

describe('clocks', () => {
  it('have 24 hours and the law’s name of their zone', () => {
    expect(ensenada.time('2026-11-24T04:05:09Z')).toBe('20:05');
    expect(ensenada.timeWithSeconds('2026-11-24T04:05:09Z')).toBe('20:05:09');
    expect(ensenada.zoneName()).toBe('hora del Noroeste');
    expect(ensenada.zoneName('America/Hermosillo')).toBe('hora del Pacífico');
    expect(ensenada.zoneName('America/Mazatlan')).toBe('hora del Pacífico');
    expect(english.zoneName('America/Cancun')).toBe('Southeast time');
    expect(ensenada.zoneName('Europe/Madrid')).toBe('hora de Madrid');
  });

  it('spring forward at the border only: Tijuana skips 02:00, Sonora and Jalisco do not', () => {
    // 8 March 2026, 02:00 becomes 03:00 in Tijuana.
    expect(ensenada.time('2026-03-08T09:59:00Z')).toBe('01:59');
    expect(ensenada.time('2026-03-08T10:00:00Z')).toBe('03:00');
    expect(ensenada.time('2026-03-08T10:00:00Z', 'America/Hermosillo')).toBe('03:00');
    expect(ensenada.time('2026-03-08T09:59:00Z', 'America/Mexico_City')).toBe('03:59');
    expect(ensenada.time('2026-03-08T10:00:00Z', 'America/Mexico_City')).toBe('04:00');
  });

  it('fall back at the border only: 01:30 comes twice in Tijuana, an hour apart', () => {
    // 1 November 2026, 02:00 becomes 01:00 in Tijuana.
    expect(ensenada.time('2026-11-01T08:30:00Z')).toBe('01:30');
    expect(ensenada.time('2026-11-01T09:30:00Z')).toBe('01:30');
    expect(ensenada.time('2026-11-01T10:30:00Z')).toBe('02:30');
    expect(ensenada.time('2026-11-01T09:30:00Z', 'America/Mexico_City')).toBe('03:30');
  });

  it('name the day of the zone they are told in', () => {
    // 23:30 in Tijuana is the next day in Mexico City.
    expect(ensenada.day('2026-11-25T07:30:00Z')).toBe('24 nov 2026');
    expect(ensenada.day('2026-11-25T07:30:00Z', 'America/Mexico_City')).toBe('25 nov 2026');
    expect(ensenada.day('2026-11-25', 'America/Tijuana')).toBe('25 nov 2026');
  });

  it('keep a day whole over both changes', () => {
    expect(ensenada.nearDay('2026-11-01T07:30:00Z')).toBe('1 nov');
    expect(ensenada.nearDay('2026-11-01T06:30:00Z')).toBe('31 oct');
  });

  it('run', () => {
    expect(ensenada.clock(131_000)).toBe('02:11');
    expect(ensenada.clock(757_000, true)).toBe('00:12:37');
    expect(ensenada.clock(3_725_000)).toBe('01:02:05');
    expect(ensenada.clock(-5)).toBe('00:00');
  });
});

describe('ages', () => {
  it('are years and months under 18, then years', () => {
    expect(ensenada.age('2019-08-14')).toBe('7 años 3 meses');
    expect(ensenada.ageShort('2019-08-14')).toBe('7 a 3 m');
    expect(ensenada.age('1971-09-05')).toBe('55 años');
    expect(ensenada.ageShort('1971-09-05')).toBe('55 años');
    expect(english.age('2025-10-20')).toBe('1 year 1 month');
  });

  it('are months or days in the first year', () => {
    expect(ensenada.age('2026-08-20')).toBe('3 meses');
    expect(ensenada.age('2026-11-23')).toBe('1 día');
    expect(ensenada.age('2026-11-24')).toBe('0 días');
  });

  it('turn on the birthday, counted at the day asked for', () => {
    expect(ensenada.age('2008-11-25')).toBe('17 años 11 meses');
    expect(ensenada.age('2008-11-24')).toBe('18 años');
    expect(ensenada.age('2020-02-29', '2026-02-28')).toBe('5 años 11 meses');
    expect(ensenada.age('2020-02-29', '2026-03-01')).toBe('6 años');
  });
});

describe('waits', () => {
  it('say minutes, hours, then days', () => {
    expect(ensenada.wait('2026-11-24T17:59:30Z')).toBe('ahora');
    expect(ensenada.wait('2026-11-24T17:55:00Z')).toBe('5 min');
    expect(ensenada.wait('2026-11-24T16:00:00Z')).toBe('2 h');
    expect(ensenada.wait('2026-11-21T17:00:00Z')).toBe('3 días');
    expect(ensenada.waitInDays('2026-11-15T16:00:00Z')).toBe('9 d 02 h');
  });
});

describe('numbers', () => {
  it('group thousands and keep the point', () => {
    expect(ensenada.number(2310)).toBe('2,310');
    expect(ensenada.number(36.7, 1)).toBe('36.7');
    expect(ensenada.nss('23048501722')).toBe('23 04 85 0172 2');
    expect(ensenada.telephone('6465550118', '2204')).toBe('646 555 0118 ext. 2204');
    expect(ensenada.telephone('33 3555 0100')).toBe('33 3555 0100');
  });
});
