import { useState } from 'react';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import shieldOff from 'lucide-static/icons/shield-off.svg?raw';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { useFormat } from '../../format/useFormat';
import type { Key } from '../../i18n/dictionary';
import { useT } from '../../i18n/language';
import { videoConsent, type ConsentRecord, type Consultation } from './consultation';
import { ConsentDialog } from './ConsentDialog';

/** What the person who gave consent is to the patient, in a word. */
export function relationKey(consent: ConsentRecord): Key {
  if (consent.givenBy === 'patient') return 'consent.relation.patient';
  return `consent.relation.${consent.relationship ?? 'other'}` as Key;
}

/** Informed consent as it stands, and the way to record, change or withdraw it. */
export function ConsentPanel({
  consultation,
  mayRecord,
  onRecorded,
}: {
  consultation: Consultation;
  /** The side where the patient is. */
  mayRecord: boolean;
  onRecorded: (consultation: Consultation) => void;
}) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const consent = videoConsent(consultation);
  const withdrawn = consent?.basis === 'withdrawn';

  return (
    <section className="consent" aria-labelledby="consent-title">
      <div className="consent-head">
        <h2 className="consent-title" id="consent-title">
          {t('consent.title')}
        </h2>
        {consent && !withdrawn ? (
          <span className="consent-state verdict-good">
            <Icon of={shieldCheck} /> {t('consent.recorded', { time: format.changed(consent.at) })}
          </span>
        ) : (
          <span className="consent-state verdict-caution">
            <Icon of={shieldOff} />{' '}
            {consent
              ? t('consent.withdrawn', { time: format.changed(consent.at) })
              : t('consent.none')}
          </span>
        )}
      </div>
      {consent ? (
        <dl className="facts consent-facts">
          {consent.basis === 'emergency' ? (
            <Fact name={t('consent.by')}>
              <strong>{t('consent.emergencyTitle')}</strong>
              {' · '}
              {(consent.physicians ?? []).map((each) => each.name).join(', ')}
            </Fact>
          ) : (
            <Fact name={t(withdrawn ? 'consent.withdrawnBy' : 'consent.by')}>
              <strong>{consent.name}</strong>, {t(relationKey(consent))}
            </Fact>
          )}
          {!withdrawn && <Fact name={t('consent.allows')}>{t('consent.video')}</Fact>}
          <Fact name={t('consent.forbids')}>
            {t(withdrawn ? 'consent.videoNot' : 'consent.recordingAndListeners')}
          </Fact>
          <Fact name={t('consent.recorder')}>{consent.recordedBy.displayName}</Fact>
        </dl>
      ) : (
        <p className="consent-words">{t(mayRecord ? 'consent.noneDetail' : 'consent.noneOther')}</p>
      )}
      {mayRecord && (
        <Button look={consent ? 'quiet' : 'secondary'} onPress={() => setOpen(true)}>
          {t(consent ? 'consent.change' : 'consent.record')}
        </Button>
      )}
      {open && (
        <ConsentDialog
          consultation={consultation}
          onClose={() => setOpen(false)}
          onRecorded={onRecorded}
        />
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
