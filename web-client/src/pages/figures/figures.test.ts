import { describe, expect, it } from 'vitest';
import type { Key, Values } from '../../i18n/dictionary';
import { es } from '../../i18n/es';
import { sentence } from '../../i18n/translate';
import { change, csv, listPath, waitWords, type Figures } from './figures';

const t = (key: Key, values?: Values) => sentence(es, 'es', key, values);

describe('a wait', () => {
  it('is said in the two units that matter', () => {
    expect(waitWords(24, t)).toBe('24 min');
    expect(waitWords(148, t)).toBe('2 h 28 min');
    expect(waitWords(47 * 60 + 59, t)).toBe('47 h 59 min');
    expect(waitWords(76 * 60, t)).toBe('3 d 04 h');
  });
});

describe('the change against the year before', () => {
  it('is a whole percentage, and nothing when there was no year before', () => {
    expect(change(112, 100)).toBe(12);
    expect(change(50, 100)).toBe(-50);
    expect(change(5, 0)).toBeUndefined();
  });
});

describe('the list behind a number', () => {
  it('is an address without what was not narrowed', () => {
    expect(listPath({ year: 2026, unit: 'BCIMS000142', kind: undefined })).toBe(
      '/figures/cases?year=2026&unit=BCIMS000142',
    );
  });
});

describe('the file', () => {
  it('has every row, quotes commas, and never begins a cell like a formula', () => {
    const row = {
      id: 'x',
      name: '=1+1, "a"',
      attentions: 3,
      emergencies: 1,
      subsequent: 1,
      avoided: 2,
      kilometres: 900,
    };
    const figures: Figures = {
      at: '2026-11-22T18:00:00Z',
      year: 2026,
      years: [2026],
      total: 3,
      mayList: false,
      inYear: {
        attentions: 3,
        before: 0,
        first: 2,
        subsequent: 1,
        emergencies: 1,
        kilometres: 900,
        working: 1,
        modes: { video: 3, written: 0, telephone: 0 },
        transfers: { avoided: 2, made: 0, open: 1, none: 0, unknown: 0 },
        wait: { median: 10, p90: 20 },
      },
      by: { group: [row], unit: [], specialty: [], kind: [], answering: [] },
      months: [{ month: 1, attentions: 3, median: 10, p90: 20 }],
    };
    const text = csv(figures, t);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('"\'=1+1, ""a""",3,1,1,2,900\r\n');
    expect(text).toContain('\r\n1,3,10,20\r\n');
  });
});
