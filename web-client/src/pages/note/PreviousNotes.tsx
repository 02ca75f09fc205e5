import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { useLoad } from '../../api/useLoad';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import { NoteReading } from './NoteReading';

type RecordItem = components['schemas']['RecordItem'];

/** Earlier notes of the patient; one is opened in its place, under its line. */
export function PreviousNotes({ items }: { items: readonly RecordItem[] }) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState<string>();
  if (items.length === 0) return <p className="pane-empty">{t('pane.previousEmpty')}</p>;
  return (
    <ol className="previous">
      {items.map((item) => (
        <li key={item.id}>
          <button
            type="button"
            className="previous-line"
            aria-expanded={open === item.id}
            onClick={() => setOpen(open === item.id ? undefined : item.id)}
          >
            <span className="row-second">{format.day(item.at)}</span>
            <span className="row-first">{item.specialtyName ?? t('record.kind.note')}</span>
            <span className="row-second">
              {item.personName} · {item.unitName}
            </span>
          </button>
          {open === item.id && <Opened id={item.note ?? item.id} />}
        </li>
      ))}
    </ol>
  );
}

function Opened({ id }: { id: string }) {
  const note = useLoad(`note ${id}`, (signal) =>
    call(api.GET('/api/notes/{id}', { params: { path: { id } }, signal })),
  );
  if (note.data) return <NoteReading note={note.data} />;
  if (note.error) return <ErrorPanel failure={note.error} onRetry={note.reload} />;
  return <LoadingRows />;
}
