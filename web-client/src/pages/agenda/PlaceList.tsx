import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { components } from '../../api/generated/schema';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { type Place, useCity } from './Clocks';

export type FreePlace = components['schemas']['FreePlace'];

/** What tells a place from every other. */
export function placeKey(place: FreePlace): string {
  return `${place.start} ${place.specialist.person}`;
}

/** `+2 h`, `−1 h`. */
function hours(minutes: number): string {
  const sign = minutes < 0 ? '−' : '+';
  return `${sign}${String(Math.abs(minutes) / 60)} h`;
}

/** Free places by day, each in the clock of both hospitals; what was just taken stays crossed out. */
export function PlaceList({
  items,
  requesting,
  own,
  chosen,
  occupied,
  said,
  onChoose,
}: {
  items: readonly FreePlace[];
  requesting: Place & { zone: string };
  /** The reader is at the requesting hospital: its clock comes first. */
  own: boolean;
  chosen: FreePlace | undefined;
  occupied: FreePlace | undefined;
  said: ReactNode;
  onChoose: (place: FreePlace) => void;
}) {
  const t = useT();
  const format = useFormat();
  const city = useCity();
  const shown = withOccupied(items, occupied);
  const here = (place: FreePlace): Place => (own ? requesting : place.specialist);
  const there = (place: FreePlace): Place => (own ? place.specialist : requesting);
  const ahead = (place: FreePlace) =>
    format.minutesAhead(
      place.start,
      there(place).zone ?? format.zone,
      here(place).zone ?? format.zone,
    );
  const first = shown[0];
  const places = new Set(shown.map((place) => there(place).unit));
  const differences = new Set(shown.map(ahead));
  const one = first !== undefined && places.size === 1;
  const days = new Map<string, FreePlace[]>();
  for (const place of shown) {
    const day = format.dayKey(place.start, here(place).zone);
    days.set(day, [...(days.get(day) ?? []), place]);
  }
  return (
    <>
      <div className="ag-head">
        <span />
        {first && (
          <span>
            <strong>{city(here(first))}</strong>
            <span className="rq-quiet ag-line">{format.zoneName(here(first).zone)}</span>
          </span>
        )}
        {first && (
          <span>
            <strong>{one ? city(there(first)) : t('time.there')}</strong>
            <span className="rq-quiet ag-line">
              {one &&
                (differences.size === 1
                  ? t('time.zoneAhead', {
                      zone: format.zoneName(there(first).zone),
                      ahead: ahead(first) === 0 ? t('time.sameClock') : hours(ahead(first)),
                    })
                  : format.zoneName(there(first).zone))}
            </span>
          </span>
        )}
        <span className="rq-quiet ag-who">{t('time.specialistSoonest')}</span>
      </div>
      {said && <div className="ag-said">{said}</div>}
      <RadioGroup
        className="ag-places"
        aria-label={t('time.list')}
        value={chosen === undefined ? null : placeKey(chosen)}
        onChange={(key) => {
          const place = items.find((each) => placeKey(each) === key);
          if (place) onChoose(place);
        }}
      >
        {[...days].map(([day, group]) => {
          const start = group[0]?.start ?? '';
          const zone = group[0] && here(group[0]).zone;
          return (
            <div key={day} className="ag-group">
              <p className="ag-day">
                <strong>{format.longDay(start, zone)}</strong>{' '}
                <span className="rq-quiet">{format.inDays(start, zone)}</span>
                {one && differences.size > 1 && group[0] && (
                  <span className="rq-quiet">
                    {' · '}
                    {t('time.difference', { ahead: hours(ahead(group[0])) })}
                  </span>
                )}
              </p>
              {group.map((place) => {
                const gone = occupied !== undefined && placeKey(place) === placeKey(occupied);
                const content = (
                  <>
                    <span className="ag-dot" />
                    <span className="hidden">{format.longDay(place.start, here(place).zone)}</span>
                    <span className="ag-time">
                      {format.time(place.start, here(place).zone)}
                    </span>{' '}
                    <span className="ag-time ag-time-there">
                      {format.time(place.start, there(place).zone)}
                      {!one && (
                        <span className="rq-quiet ag-line">
                          {city(there(place))}, {format.zoneName(there(place).zone)}
                        </span>
                      )}
                    </span>{' '}
                    <span className="ag-who">
                      {gone ? t('time.occupied') : place.specialist.displayName}
                    </span>
                  </>
                );
                return gone ? (
                  <p key={placeKey(place)} className="ag-place ag-gone">
                    {content}
                  </p>
                ) : (
                  <Radio key={placeKey(place)} value={placeKey(place)} className="ag-place">
                    {content}
                  </Radio>
                );
              })}
            </div>
          );
        })}
      </RadioGroup>
    </>
  );
}

/** The list with what was just taken at its old place, once it is no longer offered. */
function withOccupied(items: readonly FreePlace[], occupied: FreePlace | undefined): FreePlace[] {
  if (occupied === undefined) return [...items];
  const others = items.filter((place) => placeKey(place) !== placeKey(occupied));
  return [...others, occupied].sort((one, other) => one.start.localeCompare(other.start));
}
