import type { ReactNode } from 'react';
import { patientFolio } from '../../components/Patient';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { SignedNote } from '../note/fields';

/**
 * NOM-004-SSA3-2012, 5.9: who the patient is. It stands on every sheet, and a browser repeats it
 * only while it takes less than a quarter of one.
 */
export function LetterHeader({ note, sample }: { note: SignedNote; sample: boolean }) {
  const t = useT();
  const format = useFormat();
  const { header, at, mode } = note.content;
  const { patient, author } = header;
  return (
    <>
      <div className="sheet-head">
        <div className="sheet-brand">
          <img src="/icon.svg" alt="" width={24} height={24} />
          <p>
            <strong>{t('app.name')}</strong>
            <span>{t(`letter.kind.${mode}`)}</span>
          </p>
        </div>
        {sample && <p className="sheet-sample">{t('letter.sample')}</p>}
        <p className="sheet-unit">
          <span>{author.unitName}</span>
          <span>CLUES {author.unit}</span>
        </p>
      </div>
      <dl className="sheet-facts">
        <Cell name={t('letter.patient')} span={6}>
          <strong className="sheet-patient">
            {patient.identified ? patient.displayName : t('patient.unidentified')}
          </strong>
          {patient.mark && ` ${t('patient.mark')} ${patient.mark}`}
        </Cell>
        <Cell name={t('letter.birth')} span={3}>
          {patient.birthDate ? format.day(patient.birthDate) : t('letter.unknown')}
        </Cell>
        <Cell name={t('letter.age')} span={2}>
          {patient.birthDate
            ? format.age(patient.birthDate, at)
            : patient.age
              ? `${t('age.years', { n: patient.age.years })}${patient.age.apparent ? ` (${t('letter.apparent')})` : ''}`
              : t('letter.unknown')}
        </Cell>
        <Cell name={t('letter.sex')} span={1}>
          {t(`sex.${patient.sex}`)}
        </Cell>
        <Cell name={t('letter.nss')} span={3}>
          {patient.nss ? format.nss(patient.nss) : t('letter.unknown')}
        </Cell>
        <Cell name={t('letter.aggregate')} span={2}>
          {patient.agregado ?? t('letter.unknown')}
        </Cell>
        <Cell name={t('letter.curp')} span={3}>
          {patient.curp ?? t('letter.unknown')}
        </Cell>
        <Cell name={t('letter.record')} span={2}>
          {patient.recordNumber ??
            (patient.nss || patient.curp
              ? t('letter.unknown')
              : `${t('patient.folio')} ${patientFolio(patient)}`)}
        </Cell>
        <Cell name={t('letter.bed')} span={2}>
          {[patient.ward, patient.bed].filter(Boolean).join(' · ') || t('letter.none')}
        </Cell>
      </dl>
    </>
  );
}

/** NOM-004-SSA3-2012, 5.10: who asked, from where, and when it was answered, on both clocks. */
export function LetterCircumstances({ note }: { note: SignedNote }) {
  const t = useT();
  const format = useFormat();
  const { header, at, mode } = note.content;
  const { author, requester } = header;
  const there = requester.zone;
  return (
    <dl className="sheet-facts">
      <Cell name={t('letter.requester')} span={5}>
        {[requester.title, requester.name].filter(Boolean).join(' ')}
      </Cell>
      <Cell name={t('letter.requesterUnit')} span={7}>
        {requester.unitName} · {requester.unit}
      </Cell>
      <Cell name={t('letter.dateTime')} span={5}>
        {format.day(at, author.zone)}, {format.time(at, author.zone)} (
        {format.zoneName(author.zone)})
      </Cell>
      <Cell name={t('letter.there')} span={4}>
        {/* Around midnight the day is another one there. */}
        {format.dayKey(at, there) !== format.dayKey(at, author.zone) &&
          `${format.day(at, there)}, `}
        {format.time(at, there)} ({format.zoneName(there)})
      </Cell>
      <Cell name={t('letter.mode')} span={3}>
        {t(`note.mode.${mode}`)}
      </Cell>
    </dl>
  );
}

function Cell({
  name,
  span,
  children,
}: {
  name: string;
  span: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  children: ReactNode;
}) {
  return (
    <div className={`sheet-cell sheet-span-${String(span)}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
