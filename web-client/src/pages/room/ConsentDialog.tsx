import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { fieldMessage } from '../../api/problem';
import { Button } from '../../components/Button';
import { Checkbox, RadioGroup } from '../../components/Choices';
import { Dialog } from '../../components/Dialog';
import { Field, TextArea } from '../../components/Field';
import { Select } from '../../components/Select';
import { ErrorPanel } from '../../components/States';
import { useT } from '../../i18n/language';
import type { Consultation } from './consultation';

type ConsentChange = components['schemas']['ConsentChange'];
type Basis = ConsentChange['basis'];
type GivenBy = NonNullable<ConsentChange['givenBy']>;
type Relationship = NonNullable<ConsentChange['relationship']>;
type How = NonNullable<ConsentChange['how']>;

const BASES: readonly Basis[] = ['given', 'withdrawn', 'emergency'];
const GIVERS: readonly GivenBy[] = ['patient', 'parent', 'guardian', 'representative'];
const RELATIONS: Record<GivenBy, readonly Relationship[]> = {
  patient: [],
  parent: ['mother', 'father'],
  guardian: ['legal-guardian', 'grandparent', 'sibling', 'other'],
  representative: [
    'spouse',
    'child',
    'sibling',
    'mother',
    'father',
    'grandparent',
    'legal-guardian',
    'other',
  ],
};
const HOWS: readonly How[] = ['verbal', 'written'];

/**
 * Records consent to video: who gave it, what they are to the patient, and how; or that it was
 * withdrawn; or the emergency of two physicians (Ley General de Salud, art. 51 Bis 2).
 */
export function ConsentDialog({
  consultation,
  onClose,
  onRecorded,
}: {
  consultation: Consultation;
  onClose: () => void;
  onRecorded: (consultation: Consultation) => void;
}) {
  const t = useT();
  const header = consultation.patient;
  const child = (header?.age?.years ?? 99) < 18;
  const [basis, setBasis] = useState<Basis>('given');
  const [givenBy, setGivenBy] = useState<GivenBy>(child ? 'parent' : 'patient');
  const [name, setName] = useState(child ? '' : (header?.displayName ?? ''));
  const [relationship, setRelationship] = useState<Relationship>('mother');
  const [how, setHow] = useState<How>('verbal');
  const [explained, setExplained] = useState(false);
  const [physicians, setPhysicians] = useState([
    { name: '', cedula: '' },
    { name: '', cedula: '' },
  ]);
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const needsName = tried && name.trim().length < 3 ? t('common.fillIn') : undefined;

  function choose(next: GivenBy) {
    setGivenBy(next);
    setRelationship(RELATIONS[next][0] ?? 'other');
    if (next === 'patient') setName(header?.displayName ?? '');
    else if (name === header?.displayName) setName('');
  }

  function isComplete(): boolean {
    if (basis === 'emergency') {
      return (
        why.trim() !== '' &&
        physicians.every((each) => each.name.trim().length >= 3 && /^\d{7,8}$/.test(each.cedula))
      );
    }
    return name.trim().length >= 3 && (basis === 'withdrawn' || explained);
  }

  function body(): ConsentChange {
    const { version } = consultation;
    if (basis === 'emergency') {
      return { version, scope: 'video', basis, physicians, why: why.trim() };
    }
    return {
      version,
      scope: 'video',
      basis,
      givenBy,
      name: name.trim(),
      how,
      ...(givenBy === 'patient' ? {} : { relationship }),
    };
  }

  async function record() {
    setTried(true);
    if (!isComplete()) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const path = { id: consultation.id };
      const recorded = await call(
        api.PUT('/api/consultations/{id}/consent', { params: { path }, body: body() }),
      );
      onRecorded(recorded);
      onClose();
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('consent.title')}
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button size="lg" look="primary" onPress={record} isPending={busy}>
            {t('consent.record')}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        {header && <p className="dialog-subject">{header.displayName}</p>}
        <RadioGroup
          label={t('consent.what')}
          options={BASES.map((id) => ({ id, label: t(`consent.basis.${id}`) }))}
          value={basis}
          onChange={(id) => setBasis(BASES.find((known) => known === id) ?? 'given')}
        />
        {basis === 'emergency' ? (
          <>
            <p className="dialog-words">{t('consent.emergencyDetail')}</p>
            {physicians.map((each, place) => {
              const set = (change: Partial<typeof each>): void =>
                setPhysicians(
                  physicians.map((old, at) => (at === place ? { ...old, ...change } : old)),
                );
              return (
                <div className="consent-pair" key={place}>
                  <Field
                    label={t(place === 0 ? 'consent.firstPhysician' : 'consent.secondPhysician')}
                    value={each.name}
                    onChange={(text) => set({ name: text })}
                    error={tried && each.name.trim().length < 3 ? t('common.fillIn') : undefined}
                  />
                  <Field
                    label={t('consent.cedula')}
                    inputMode="numeric"
                    maxLength={8}
                    value={each.cedula}
                    onChange={(text) => set({ cedula: text.trim() })}
                    error={
                      tried && !/^\d{7,8}$/.test(each.cedula) ? t('consent.cedulaWrong') : undefined
                    }
                  />
                </div>
              );
            })}
            <TextArea
              label={t('consent.why')}
              value={why}
              maxLength={1_000}
              onChange={setWhy}
              error={tried && why.trim() === '' ? t('common.fillIn') : undefined}
            />
          </>
        ) : (
          <>
            <RadioGroup
              label={t(basis === 'given' ? 'consent.who' : 'consent.whoWithdraws')}
              options={GIVERS.map((id) => ({ id, label: t(`consent.by.${id}`) }))}
              value={givenBy}
              onChange={(id) => choose(GIVERS.find((known) => known === id) ?? 'patient')}
              row
            />
            <div className="consent-pair">
              <Field
                label={t('consent.name')}
                value={name}
                maxLength={120}
                onChange={setName}
                error={needsName ?? fieldMessage(failure, '/name')}
              />
              {givenBy !== 'patient' && (
                <Select
                  label={t('consent.relationship')}
                  options={RELATIONS[givenBy].map((id) => ({
                    id,
                    label: t(`consent.relation.${id}`),
                  }))}
                  value={relationship}
                  onChange={(id) =>
                    setRelationship(RELATIONS[givenBy].find((known) => known === id) ?? 'other')
                  }
                />
              )}
            </div>
            <RadioGroup
              label={t('consent.how')}
              options={HOWS.map((id) => ({ id, label: t(`consent.how.${id}`) }))}
              value={how}
              onChange={(id) => setHow(id === 'written' ? 'written' : 'verbal')}
              row
            />
            {basis === 'given' && (
              <div>
                <Checkbox isSelected={explained} onChange={setExplained}>
                  {t('consent.explained')}
                </Checkbox>
                <p className="field-caution" role="status">
                  {tried && !explained ? t('consent.explainedMissing') : ''}
                </p>
              </div>
            )}
          </>
        )}
        {failure !== undefined && <ErrorPanel failure={failure} />}
      </div>
    </Dialog>
  );
}
