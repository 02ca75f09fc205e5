import type { components } from '../api/generated/schema';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';

type VitalSigns = components['schemas']['VitalSigns'];

const SIGNS = [
  ['heartRate', 'urgencias.fc', 'urgencias.perMinute'],
  ['respiratoryRate', 'urgencias.fr', 'urgencias.breaths'],
  ['oxygenSaturation', 'urgencias.spo2', 'urgencias.percent'],
  ['temperature', 'urgencias.temp', 'urgencias.celsius'],
  ['glucose', 'urgencias.glucose', 'urgencias.mgdl'],
  ['glasgow', 'urgencias.glasgow', 'urgencias.of15'],
  ['pain', 'urgencias.pain', 'urgencias.of10'],
  ['weight', 'urgencias.weight', 'urgencias.kg'],
] as const;

/** The vital signs as figures, each with its unit; those that were not taken are left out. */
export function Vitals({ vitals }: { vitals: VitalSigns }) {
  const t = useT();
  const format = useFormat();
  const cells: { key: string; label: string; value: string; unit: string }[] = [];
  if (vitals.systolic !== undefined) {
    cells.push({
      key: 'pressure',
      label: t('urgencias.ta'),
      value: `${format.number(vitals.systolic)}/${vitals.diastolic === undefined ? '?' : format.number(vitals.diastolic)}`,
      unit: t('urgencias.mmhg'),
    });
  }
  for (const [field, label, unit] of SIGNS) {
    const value = vitals[field];
    if (value !== undefined) {
      cells.push({ key: field, label: t(label), value: format.number(value), unit: t(unit) });
    }
  }
  return (
    <dl className="urg-vitals">
      {cells.map((cell) => (
        <div key={cell.key}>
          <dt>
            {cell.key === 'oxygenSaturation' ? (
              <>
                SpO<sub>2</sub>
              </>
            ) : (
              cell.label
            )}
          </dt>
          <dd>
            <strong>{cell.value}</strong> <span>{cell.unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
