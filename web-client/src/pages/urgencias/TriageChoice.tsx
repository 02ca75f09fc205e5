import { useRef, type KeyboardEvent } from 'react';
import { api, call } from '../../api/client';
import { useLoad } from '../../api/useLoad';
import { Key } from '../../components/Key';
import { useLanguage, useT } from '../../i18n/language';

const NUMERALS = ['', 'I', 'II', 'III', 'IV', 'V'] as const;

/** The colour of triage: keys 1 to 5, the arrows, or a press. Words and minutes are the server's. */
export function TriageChoice({
  value,
  onChange,
  error,
}: {
  value: number;
  onChange: (level: number) => void;
  error: string | undefined;
}) {
  const t = useT();
  const language = useLanguage();
  const group = useRef<HTMLDivElement>(null);
  const triage = useLoad('triage', (signal) => call(api.GET('/api/triage', { signal })));
  const levels = triage.data?.items ?? [];

  function choose(level: number) {
    onChange(level);
    group.current?.querySelector<HTMLElement>(`[data-level="${level}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (/^[1-5]$/.test(event.key)) choose(Number(event.key));
    else if (step !== undefined) choose((((value === 0 ? 0 : value - 1) + step + 5) % 5) + 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <div
        className={error === undefined ? 'ask-triage' : 'ask-triage ask-triage-wrong'}
        role="radiogroup"
        aria-label={t('urgencias.triage')}
        aria-describedby="triage-wrong"
        ref={group}
        onKeyDown={onKeyDown}
      >
        {levels.map((each) => (
          <div
            key={each.level}
            role="radio"
            data-level={each.level}
            aria-checked={value === each.level}
            tabIndex={value === each.level || (value === 0 && each.level === 1) ? 0 : -1}
            className="ask-level"
            onClick={() => choose(each.level)}
            onKeyDown={(event) => {
              if (event.key === ' ') {
                event.preventDefault();
                choose(each.level);
              }
            }}
          >
            <span className="ask-level-name">
              <span className={`triage-field triage-${each.level}`}>{NUMERALS[each.level]}</span>{' '}
              <strong>{each.name[language]}</strong>
            </span>
            <span className="ask-level-means">
              {each.means[language]}
              {each.minutes > 0 && ` · ${t('urgencias.minutes', { n: each.minutes })}`}
            </span>
            <Key>{String(each.level)}</Key>
          </div>
        ))}
      </div>
      <p className="urg-trouble" id="triage-wrong">
        {error}
      </p>
    </>
  );
}
