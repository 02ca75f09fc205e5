import { Fragment } from 'react';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { VITAL_SIGNS, type VitalSigns } from './fields';

/** The vital signs in one line, as they are read aloud, with when and where they were taken. */
export function VitalsLine({
  vitals,
  zone,
  at,
}: {
  vitals: VitalSigns;
  zone?: string | undefined;
  /** Of the note they stand in: another day is then named, and never as today or yesterday. */
  at?: string | undefined;
}) {
  const t = useT();
  const format = useFormat();
  const taken = (instant: string): string => {
    if (!at) return format.dayAndTime(instant, zone);
    const sameDay = format.weekday(instant, zone) === format.weekday(at, zone);
    const time = format.time(instant, zone);
    return sameDay ? time : `${format.weekday(instant, zone)}, ${time}`;
  };
  const parts = VITAL_SIGNS.flatMap((sign) => {
    const value = vitals[sign];
    if (value === undefined || sign === 'diastolic') return [];
    if (sign === 'systolic') {
      return [
        t('vital.read.pressure', {
          systolic: format.number(value),
          diastolic: vitals.diastolic === undefined ? '?' : format.number(vitals.diastolic),
        }),
      ];
    }
    return [t(`vital.read.${sign}`, { value: format.number(value) })];
  });
  return (
    <span className="vitals-line">
      {parts.map((part, place) => (
        <Fragment key={part}>
          <span className="vitals-sign">
            {part.startsWith('SpO2') ? (
              <>
                SpO<sub>2</sub>
                {part.slice(4)}
              </>
            ) : (
              part
            )}
          </span>
          {place < parts.length - 1 && ' · '}
        </Fragment>
      ))}
      {vitals.takenAt && (
        <span className="vitals-taken">
          {' '}
          (
          {t('note.vitalsTaken', {
            time: taken(vitals.takenAt),
            zone: format.zoneName(zone),
          })}
          )
        </span>
      )}
    </span>
  );
}
