import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { Button } from '../../components/Button';
import { ComboBox, Select, type Option } from '../../components/Select';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import type { RequestRow } from './RowState';

type Person = components['schemas']['Person'];
type Reason = components['schemas']['RedirectBody']['reason'];

const REASONS: readonly Reason[] = [
  'uncovered',
  'waiting-too-long',
  'other-specialty',
  'agreement',
  'specialist-unavailable',
];

/** Somebody, in one unit, who holds the specialty. */
interface Place extends Option {
  unit: string;
  unitName: string;
  person: string;
}

async function specialists(specialty: string, signal: AbortSignal): Promise<Place[]> {
  const places: Place[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      role: 'specialist',
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    } as const;
    const page = await call(api.GET('/api/people', { params: { query }, signal }));
    places.push(...page.items.flatMap((person) => placesOf(person, specialty)));
    cursor = page.next;
  } while (cursor !== undefined);
  return places;
}

function placesOf(person: Person, specialty: string): Place[] {
  return person.assignments
    .filter((held) => held.role === 'specialist' && held.specialties.includes(specialty))
    .flatMap((held) =>
      held.unit === undefined
        ? []
        : {
            id: `${person.id} ${held.unit}`,
            label: person.displayName,
            detail: held.unitName ?? held.unit,
            unit: held.unit,
            unitName: held.unitName ?? held.unit,
            person: person.id,
          },
    );
}

/** Sends a waiting request to somebody who holds its specialty, with a reason. */
export function AssignPanel({
  row,
  onClose,
  onDone,
}: {
  row: RequestRow;
  onClose: () => void;
  onDone: (unitName: string) => void;
}) {
  const t = useT();
  const specialty = row.specialty ?? '';
  const found = useLoad(`${row.id} ${specialty}`, (signal) => specialists(specialty, signal));
  const [place, setPlace] = useState<string | null>(null);
  const [reason, setReason] = useState<string>(
    row.covering === 0 ? 'uncovered' : 'waiting-too-long',
  );
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const chosen = found.data?.find((each) => each.id === place);

  async function assign() {
    setTried(true);
    if (chosen === undefined) return;
    setPending(true);
    setFailure(undefined);
    try {
      await call(
        api.POST('/api/requests/{id}/redirect', {
          params: { path: { id: row.id } },
          body: {
            version: row.version,
            reason: reason as Reason,
            unit: chosen.unit,
            person: chosen.person,
          },
        }),
      );
      onDone(chosen.unitName);
    } catch (problem) {
      setFailure(problem);
      setPending(false);
    }
  }

  if (found.data === undefined) {
    return found.error === undefined ? (
      <LoadingRows rows={1} onRetry={found.reload} />
    ) : (
      <ErrorPanel failure={found.error} onRetry={found.reload} />
    );
  }
  return (
    <div className="rq-assign">
      {failure !== undefined && <ErrorPanel failure={failure} />}
      <div className="rq-assign-row">
        <ComboBox
          label={t('coordination.assignTo')}
          options={found.data}
          value={place}
          onChange={setPlace}
          error={tried && chosen === undefined ? t('request.gap.missing') : undefined}
        />
        <Select
          label={t('event.reason')}
          options={REASONS.map((id) => ({ id, label: t(`reason.${id}`) }))}
          value={reason}
          onChange={setReason}
        />
        <div className="rq-assign-buttons">
          <Button look="primary" isPending={pending} onPress={() => void assign()}>
            {t('coordination.assign')}
          </Button>
          <Button look="quiet" onPress={onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
