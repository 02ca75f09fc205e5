import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { useCatalogue } from '../requests/catalogue';

/** A hospital as far as its clock goes. */
export interface Place {
  unit?: string;
  unitName?: string;
  zone?: string;
}

/** The city of a hospital, or its name while the catalogue is not read. */
export function useCity(): (place: Place) => string {
  const catalogue = useCatalogue();
  return (place) =>
    (place.unit === undefined ? undefined : catalogue?.units.get(place.unit)?.city) ??
    place.unitName ??
    '';
}

/** Day, and from when to when by the clock of each hospital with the zone's name. */
export function Clocks({
  start,
  end,
  here,
  there,
}: {
  start: string;
  end: string;
  here: Place;
  there: Place;
}) {
  const t = useT();
  const format = useFormat();
  const city = useCity();
  const zone = here.zone ?? format.zone;
  return (
    <dl className="ag-facts">
      <dt>{t('time.date')}</dt>
      <dd>
        <strong>{format.longDay(start, zone, true)}</strong>
      </dd>
      {[here, there].map((place, index) => (
        <div className="ag-fact" key={place.unit ?? index}>
          <dt>{city(place)}</dt>
          <dd>
            <span className="ag-clock">{format.time(start, place.zone)}</span>{' '}
            {t('time.to', { time: format.time(end, place.zone) })}{' '}
            <span className="rq-quiet ag-zone">{format.zoneName(place.zone)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
