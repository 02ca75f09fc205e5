import { useRef, useState } from 'react';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import penLine from 'lucide-static/icons/pen-line.svg?raw';
import { useKeys } from '../../app/keys';
import { Button, ButtonLink } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Icon } from '../../components/Icon';
import { ErrorPanel, LoadingRows, SecondWindow } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { FileShelf } from '../../files/FileShelf';
import { useFiles } from '../../files/useFiles';
import { useFormat } from '../../format/useFormat';
import { useT, type Translate } from '../../i18n/language';
import { neededFields, type NoteFieldName } from './fields';
import { goToField, NoteForm } from './NoteForm';
import type { NoteEditor, NoteState } from './noteEditor';
import { NoteReading } from './NoteReading';
import { PartingChoice } from './PartingChoice';
import { SaveLine } from './SaveState';
import { SignDialog } from './SignDialog';

/** The note being written: where it is saved, its fields, what is missing, and the signature. */
export function NotePane({
  editor,
  note,
  zone,
}: {
  editor: NoteEditor;
  note: NoteState;
  /** Of the requesting unit, where the vital signs were taken. */
  zone?: string | undefined;
}) {
  const t = useT();
  const format = useFormat();
  const [signing, setSigning] = useState(false);
  const ahead = useRef<HTMLDivElement>(null);
  const [showGaps, setShowGaps] = useState(false);
  const files = useFiles(editor.request, 'note');
  const writing = note.phase === 'writing' && !note.elsewhere && !note.parting;

  function sign() {
    if (signing) return;
    if (!writing) {
      // Not here, or not yet: what has to be decided first is at the top.
      ahead.current?.querySelector('button')?.focus();
      return;
    }
    const [first] = note.missing;
    if (first) {
      setShowGaps(true);
      goToField(first);
      return;
    }
    setSigning(true);
  }
  useKeys([{ key: 'Ctrl+Enter', label: t('note.sign'), run: sign }]);

  if (note.phase === 'loading') return <LoadingRows rows={5} />;
  if (note.phase === 'failed') {
    return (
      <div className="pane-scroll">
        <ErrorPanel
          failure={note.failure}
          title={t('note.loadFailed')}
          onRetry={() => void editor.open(note.mode)}
        />
      </div>
    );
  }
  if (note.phase === 'none') {
    return (
      <div className="pane-scroll">
        <p className="pane-empty">{t('note.none')}</p>
      </div>
    );
  }
  if (note.phase === 'signed' && note.signed) {
    const { signed } = note;
    return (
      <div className="pane-scroll">
        <Callout tone="primary" title={t('sign.done')} quiet>
          {t('sign.signedAt', { when: format.dayAndTime(signed.signedAt) })}
        </Callout>
        <NoteReading note={signed} />
        <ButtonLink to={`/patients/${signed.patient}/notes/${signed.id}`}>
          {t('pane.noteRead')}
        </ButtonLink>
      </div>
    );
  }
  const total = neededFields(note.mode).length;
  return (
    <div className="note-pane">
      {!note.elsewhere && !note.parting && <SaveLine save={note.save} />}
      {!writing && (
        <div className="note-ahead" ref={ahead}>
          {note.parting && !note.elsewhere ? (
            <PartingChoice parting={note.parting} onChoose={(which) => editor.choose(which)} />
          ) : (
            <SecondWindow onWrite={() => void editor.writeHere()} />
          )}
        </div>
      )}
      <div className="pane-scroll note-scroll">
        <NoteForm
          state={note}
          onChange={(change) => editor.change(change)}
          showGaps={showGaps}
          zone={zone}
        />
        <FileShelf files={files} title={t('files.ofNote')} level={3} />
      </div>
      <div className="note-foot">
        {note.missing.length > 0 ? (
          <button
            type="button"
            className="note-gaps"
            onClick={() => {
              setShowGaps(true);
              const [first] = note.missing;
              if (first) goToField(first);
            }}
          >
            <span className="label-long">
              {t('note.gaps', {
                n: note.missing.length,
                total,
                names: gapNames(note.missing, t),
              })}
            </span>
            <span className="label-short">
              {t('note.gapsShort', { n: note.missing.length, total })}
            </span>
          </button>
        ) : (
          <p className="note-complete">
            <Icon of={circleCheck} /> {t('note.complete')}
          </p>
        )}
        <Button look="primary" icon={penLine} keys="Ctrl Enter" onPress={sign}>
          {t('note.sign')}
        </Button>
      </div>
      {signing && (
        <SignDialog
          editor={editor}
          note={note}
          onClose={() => setSigning(false)}
          onSigned={() => {
            setSigning(false);
            confirmDone(t('sign.done'));
          }}
        />
      )}
    </div>
  );
}

const NAMED = 3;

/** Names of what is missing, as a person would say them; after three, how many more. */
function gapNames(missing: readonly NoteFieldName[], t: Translate): string {
  const names = missing.slice(0, NAMED).map((name) => t(`note.gap.${name}`));
  if (missing.length > NAMED) return `${names.join(', ')}…`;
  const last = names.pop() ?? '';
  return names.length === 0 ? last : t('note.and', { first: names.join(', '), last });
}
