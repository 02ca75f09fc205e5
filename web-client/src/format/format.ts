import type { Language } from '../i18n/dictionary';
import type { Translate } from '../i18n/language';
import { localeOf } from '../i18n/translate';
import { Temporal } from '../time/temporal';
import { zoneName } from './zones';

type Zoned = Temporal.ZonedDateTime;

const months: Record<Language, string[]> = {
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};
const days: Record<Language, string[]> = {
  es: ['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

const longDays: Record<Language, string[]> = {
  es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * How dates, times, ages and numbers are written. Months are words, so that 03-04 is never read two
 * ways; the clock has 24 hours; an instant is shown in `zone`, the reader's own, unless said.
 */
export class Format {
  constructor(
    private readonly language: Language,
    private readonly t: Translate,
    readonly zone: string,
    private readonly now: () => number = Date.now,
  ) {}

  private at(instant: string, zone = this.zone): Zoned {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  }

  private today(): Temporal.PlainDate {
    return Temporal.Instant.fromEpochMilliseconds(this.now())
      .toZonedDateTimeISO(this.zone)
      .toPlainDate();
  }

  /** `14 ago 2019`, from a date, or from an instant as the day it is in a zone. */
  day(value: string, zone?: string): string {
    const day = value.includes('T')
      ? this.at(value, zone).toPlainDate()
      : Temporal.PlainDate.from(value);
    return `${day.day} ${months[this.language][day.month - 1]} ${day.year}`;
  }

  /** `mar 24 nov 2026`. */
  weekday(instant: string, zone?: string): string {
    const day = this.at(instant, zone).toPlainDate();
    return `${days[this.language][day.dayOfWeek - 1]} ${this.day(day.toString())}`;
  }

  /** `2026-11-26`: the day of an instant, for grouping. */
  dayKey(instant: string, zone?: string): string {
    return this.at(instant, zone).toPlainDate().toString();
  }

  /** `jueves 26 nov`, with the year when it is another or `year` asks for it; of a day or instant. */
  longDay(value: string, zone?: string, year = false): string {
    const day = value.includes('T')
      ? this.at(value, zone).toPlainDate()
      : Temporal.PlainDate.from(value);
    const name = longDays[this.language][day.dayOfWeek - 1] ?? '';
    const short = `${name} ${day.day} ${months[this.language][day.month - 1] ?? ''}`;
    return year || day.year !== this.today().year ? `${short} ${day.year}` : short;
  }

  /** `lunes` to `domingo`, 1 to 7. */
  weekdayName(day: number): string {
    return longDays[this.language][day - 1] ?? '';
  }

  /** `jue 26`. */
  shortDay(instant: string, zone?: string): string {
    const day = this.at(instant, zone).toPlainDate();
    return `${days[this.language][day.dayOfWeek - 1] ?? ''} ${day.day}`;
  }

  /** `hoy`, `mañana`, `en 2 días`. */
  inDays(instant: string, zone?: string): string {
    const today = Temporal.Instant.fromEpochMilliseconds(this.now())
      .toZonedDateTimeISO(zone ?? this.zone)
      .toPlainDate();
    const ahead = today.until(this.at(instant, zone).toPlainDate(), { largestUnit: 'day' }).days;
    if (ahead === 0) return this.t('common.today');
    if (ahead === 1) return this.t('common.tomorrow');
    return this.t('duration.inDays', { n: ahead });
  }

  /** How many minutes another zone's clock is ahead of this one's at an instant. */
  minutesAhead(instant: string, zone: string, of: string): number {
    return Math.round(
      (this.at(instant, zone).offsetNanoseconds - this.at(instant, of).offsetNanoseconds) / 6e10,
    );
  }

  /** `09:30`. */
  time(instant: string, zone?: string): string {
    const at = this.at(instant, zone);
    return `${two(at.hour)}:${two(at.minute)}`;
  }

  /** `11:42:09`. */
  timeWithSeconds(instant: string): string {
    return `${this.time(instant)}:${two(this.at(instant).second)}`;
  }

  /** `hora del Noroeste`: a clock always comes with it where two zones may meet. */
  zoneName(zone = this.zone): string {
    const { key, values } = zoneName(zone);
    return this.t(key, values);
  }

  /** `14 nov 2026, 09:30`; today and yesterday are words. */
  dayAndTime(instant: string, zone?: string): string {
    return `${this.nearDay(instant, zone)}, ${this.time(instant, zone)}`;
  }

  /** `hoy`, `ayer`, `lun 23` within the week, else `15 nov`, with the year when it is another. */
  nearDay(instant: string, zone?: string): string {
    const day = this.at(instant, zone).toPlainDate();
    const today = this.today();
    const ago = today.since(day, { largestUnit: 'day' }).days;
    if (ago === 0) return this.t('common.today');
    if (ago === 1) return this.t('common.yesterday');
    if (ago > 1 && ago < 7) return `${days[this.language][day.dayOfWeek - 1]} ${day.day}`;
    const short = `${day.day} ${months[this.language][day.month - 1]}`;
    return day.year === today.year ? short : `${short} ${day.year}`;
  }

  /** When something changed, for a narrow column: `09:15` today, else the near day. */
  changed(instant: string): string {
    return this.at(instant).toPlainDate().equals(this.today())
      ? this.time(instant)
      : this.nearDay(instant);
  }

  /** Age at a day (today unless said): days, months, years and months under 18, then years. */
  age(birth: string, at?: string): string {
    const { years, months: rest, days: left } = this.lived(birth, at);
    if (years === 0 && rest === 0) return this.t('age.days', { n: left });
    if (years === 0) return this.t('age.months', { n: rest });
    const full = this.t('age.years', { n: years });
    if (years >= 18 || rest === 0) return full;
    return this.t('age.yearsMonths', { years: full, months: this.t('age.months', { n: rest }) });
  }

  /** Age for lists: `7 a 3 m` under 18, then `55 años`. */
  ageShort(birth: string, at?: string): string {
    const { years, months: rest } = this.lived(birth, at);
    if (years === 0 || years >= 18 || rest === 0) return this.age(birth, at);
    return this.t('age.short', { years, months: rest });
  }

  private lived(birth: string, at?: string): Temporal.Duration {
    const day = at === undefined ? this.today() : Temporal.PlainDate.from(at.slice(0, 10));
    return day.since(Temporal.PlainDate.from(birth), { largestUnit: 'year' });
  }

  /** Elapsed time of a wait, as a list shows it: `5 min`, `2 h`, `3 días`. */
  wait(since: string): string {
    const minutes = Math.max(0, Math.floor((this.now() - Date.parse(since)) / 60_000));
    if (minutes < 1) return this.t('duration.justNow');
    if (minutes < 60) return this.t('duration.minutes', { n: minutes });
    if (minutes < 24 * 60) return this.t('duration.hours', { n: Math.floor(minutes / 60) });
    return this.t('duration.days', { n: Math.floor(minutes / (24 * 60)) });
  }

  /** Elapsed time for the waiting list: `9 d 02 h`. */
  waitInDays(since: string): string {
    const hours = Math.max(0, Math.floor((this.now() - Date.parse(since)) / 3_600_000));
    if (hours < 24) return this.wait(since);
    return this.t('duration.daysHours', { days: Math.floor(hours / 24), hours: two(hours % 24) });
  }

  /** A running clock: `02:11`, `00:12:37` with `hours`. */
  clock(millis: number, hours = false): string {
    const seconds = Math.max(0, Math.floor(millis / 1000));
    const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours || seconds >= 3600 ? `${two(Math.floor(seconds / 3600))}:${tail}` : tail;
  }

  /** `2,310`: Mexico and the United States group and point alike. */
  number(value: number, decimals?: number): string {
    return new Intl.NumberFormat(localeOf[this.language], {
      useGrouping: true,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals ?? 2,
    }).format(value);
  }

  /** `23 04 85 0172 2`: the eleven digits as they are read aloud. */
  nss(value: string): string {
    const digits = value.replace(/\D/g, '');
    return digits.length === 11
      ? digits.replace(/^(\d\d)(\d\d)(\d\d)(\d{4})(\d)$/, '$1 $2 $3 $4 $5')
      : value;
  }

  /** `646 555 0118 ext. 2204`. */
  telephone(value: string, extension?: string | null): string {
    const digits = value.replace(/\D/g, '');
    const shown =
      digits.length === 10
        ? /^(55|33|81|56)/.test(digits)
          ? digits.replace(/^(\d\d)(\d{4})(\d{4})$/, '$1 $2 $3')
          : digits.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')
        : value;
    return extension ? `${shown} ext. ${extension}` : shown;
  }
}
