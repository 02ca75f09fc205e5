import { Fragment, type ReactNode } from 'react';
import userSearch from 'lucide-static/icons/user-search.svg?raw';
import type { components } from '../api/generated/schema';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { Icon } from './Icon';
import { Lines } from './Table';

/** What identifies a patient. Shown whole, wherever the patient is meant. */
export type PatientHeader = components['schemas']['PatientHeader'];

/**
 * The short form of our own id, for a patient who has no other identifier: a name and a birth date
 * alone never tell two people apart.
 */
export function patientFolio(patient: Pick<PatientHeader, 'id'>): string {
  return `${patient.id.slice(0, 4)}-${patient.id.slice(4, 8)}`.toUpperCase();
}

/** Whether there is neither NSS, nor CURP, nor record number to know a patient by. */
function onlyFolio(patient: PatientHeader): boolean {
  return !patient.nss && !patient.curp && !patient.recordNumber;
}

function useIdentity(patient: PatientHeader, short: boolean) {
  const t = useT();
  const format = useFormat();
  const apparent = patient.age?.apparent ?? !patient.identified;
  const age =
    patient.birthDate !== undefined
      ? short
        ? format.ageShort(patient.birthDate)
        : format.age(patient.birthDate)
      : patient.age && t('age.years', { n: patient.age.years });
  return {
    name: patient.identified ? patient.displayName : t('patient.unidentified'),
    born: patient.birthDate && format.day(patient.birthDate),
    age,
    apparent,
    sex: t(`sex.${patient.sex}`),
    nss: patient.nss && format.nss(patient.nss),
  };
}

/**
 * The bar that stays over every page about a patient: full name, birth date with the month as a word,
 * age, sex, NSS with agregado. It wraps and is never cut.
 */
export function PatientBar({
  patient,
  children,
  level = 2,
}: {
  patient: PatientHeader;
  /** At the right: a telephone, a way to change the patient. */
  children?: ReactNode;
  level?: 1 | 2 | 3;
}) {
  const t = useT();
  const { name, born, age, apparent, sex, nss } = useIdentity(patient, false);
  const Heading = `h${level}` as const;
  return (
    <section className={patient.identified ? 'patient-bar' : 'patient-bar patient-unknown'}>
      <div className="patient-identity">
        <Heading className="patient-name">
          {!patient.identified && <Icon of={userSearch} size={20} />}
          {name}
          {!patient.identified && patient.recordNumber && ` · ${patient.recordNumber}`}
        </Heading>
        <p className="patient-facts">
          {born && (
            <span>
              {t('patient.born')} <strong>{born}</strong>
            </span>
          )}
          {age && (
            <span>
              {apparent && `${t('patient.apparentAge')} `}
              <strong>{age}</strong>
            </span>
          )}
          <span>
            <strong>{sex}</strong>
          </span>
          {nss && (
            <span>
              {t('patient.nss')} <strong>{nss}</strong>
              {patient.agregado && (
                <>
                  {' · '}
                  {t('patient.aggregate')} <strong>{patient.agregado}</strong>
                </>
              )}
            </span>
          )}
          {patient.curp && (
            <span>
              {t('patient.curp')} <strong>{patient.curp}</strong>
            </span>
          )}
          {patient.identified && patient.recordNumber && (
            <span>
              {t('patient.record')} <strong>{patient.recordNumber}</strong>
            </span>
          )}
          {onlyFolio(patient) && (
            <span>
              {t('patient.folio')} <strong>{patientFolio(patient)}</strong>
            </span>
          )}
          {patient.mark && (
            <span>
              {t('patient.mark')} <strong>{patient.mark}</strong>
            </span>
          )}
        </p>
      </div>
      {children && <div className="patient-aside">{children}</div>}
    </section>
  );
}

/** A patient in a list: name, then what tells them from others, on lines that wrap. */
export function PatientLines({ patient, nss = true }: { patient: PatientHeader; nss?: boolean }) {
  const t = useT();
  const identity = useIdentity(patient, true);
  const known = nss && identity.nss;
  const facts = [
    identity.born,
    identity.apparent && identity.age
      ? `${t('patient.apparentAge')} ${identity.age}`
      : identity.age,
    (!patient.identified || !patient.nss) && identity.sex,
    known && `${t('patient.nss')} ${identity.nss}`,
    nss && patient.agregado,
    !patient.nss && patient.curp && `${t('patient.curp')} ${patient.curp}`,
    !patient.nss && !patient.curp && patient.recordNumber,
    nss && onlyFolio(patient) && `${t('patient.folio')} ${patientFolio(patient)}`,
    !patient.identified && patient.mark,
  ];
  return (
    <span className="patient-lines">
      <span className="row-first">{identity.name}</span>
      <span className="row-second">
        {facts.filter(Boolean).map((fact, place) => (
          <Fragment key={place}>
            {place > 0 && ' · '}
            <span className={fact === patient.mark ? undefined : 'whole'}>{fact}</span>
          </Fragment>
        ))}
      </span>
    </span>
  );
}

/** The identifiers of a patient, in a column of their own beside `PatientLines` without them. */
export function PatientIdentifiers({ patient }: { patient: PatientHeader }) {
  const t = useT();
  const format = useFormat();
  const number =
    (patient.nss && format.nss(patient.nss)) ??
    patient.curp ??
    patient.recordNumber ??
    `${t('patient.folio')} ${patientFolio(patient)}`;
  return (
    <Lines
      first={<span className="whole">{number}</span>}
      second={patient.nss && patient.agregado}
    />
  );
}
