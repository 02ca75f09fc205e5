import type { components } from '../../api/generated/schema';
import { Presence } from '../../components/Chips';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';

type CoverageAnswer = components['schemas']['CoverageAnswer'];

/** Who covers a request and who of them is there now; or that nobody does. */
export function CoveragePanel({ coverage }: { coverage: CoverageAnswer | undefined }) {
  const t = useT();
  const format = useFormat();
  return (
    <section className="rq-aside" aria-label={t('request.coveredBy')}>
      <h2>{t('request.coveredBy')}</h2>
      {coverage === undefined && <p className="rq-quiet">{t('request.coverageLater')}</p>}
      {coverage && !coverage.covered && <p className="rq-caution">{t('request.nobodyCovers')}</p>}
      {coverage && coverage.people.length > 0 && (
        <>
          <ul className="rq-people" aria-live="polite">
            {coverage.people.slice(0, 6).map((person) => (
              <li key={`${person.person} ${person.unit}`}>
                <Presence present={person.present} word={person.displayName} />
                <span className="rq-quiet">
                  {person.present
                    ? t('request.present', { unit: person.unitName })
                    : person.absentSince === undefined
                      ? t('request.absent', { unit: person.unitName })
                      : t('request.absentSince', {
                          unit: person.unitName,
                          time: format.changed(person.absentSince),
                        })}
                </span>
              </li>
            ))}
          </ul>
          <p className="rq-quiet">{t('request.presentCount', { n: coverage.present })}</p>
        </>
      )}
    </section>
  );
}
