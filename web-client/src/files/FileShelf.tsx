import { useEffect, useId, useRef, useState, type DragEvent } from 'react';
import camera from 'lucide-static/icons/camera.svg?raw';
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw';
import paperclip from 'lucide-static/icons/paperclip.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import { failureTitle } from '../api/problem';
import { Button, IconButton } from '../components/Button';
import { Icon } from '../components/Icon';
import { ErrorPanel } from '../components/States';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { CameraDialog } from './CameraDialog';
import { fileSize, percent } from './fileWords';
import { FileThumb } from './FileThumb';
import { FileViewer } from './FileViewer';
import { MOST_FILES, shown, useUpload, type Files, type ShelfFile } from './useFiles';
import './files.css';

const TYPES = 'image/jpeg,image/png,application/pdf';

/** Files being put with a request or a note: chosen, dragged, pasted or taken with the camera. */
export function FileShelf({
  files,
  title,
  level = 2,
  sent = [],
}: {
  files: Files;
  title?: string;
  level?: 2 | 3;
  /** Ids of those that were sent already: they stay. */
  sent?: readonly string[];
}) {
  const t = useT();
  const head = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [taking, setTaking] = useState(false);
  const [empty, setEmpty] = useState<string>();
  const [open, setOpen] = useState<number>();
  const full = files.room <= 0;
  const Head = level === 2 ? 'h2' : 'h3';

  function take(chosen: Iterable<File>) {
    const all = [...chosen];
    setEmpty(all.find((file) => file.size === 0)?.name);
    files.add(all.filter((file) => file.size > 0).slice(0, Math.max(0, files.room)));
  }

  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const pasted = event.clipboardData?.files;
      if (!pasted || pasted.length === 0) return;
      event.preventDefault();
      latest.current(pasted);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  function drag(event: DragEvent, inside: boolean) {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(inside);
  }

  const views = shown(files.items);
  return (
    <section
      className={over ? 'shelf shelf-over' : 'shelf'}
      aria-labelledby={head}
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) drag(event, false);
      }}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <Head id={head} className="shelf-title">
        {title && `${title} · `}
        {title
          ? `${files.count} / ${MOST_FILES}`
          : t('files.count', { n: files.count, most: MOST_FILES })}
      </Head>
      {files.error !== undefined && <ErrorPanel failure={files.error} onRetry={files.reload} />}
      <ul className="shelf-list">
        {files.items.map((file) => (
          <Line
            key={file.id}
            file={file}
            mayRemove={!sent.includes(file.id)}
            onOpen={() => setOpen(views.findIndex(({ id }) => id === file.id))}
            onRemove={() => files.remove(file)}
          />
        ))}
      </ul>
      {empty !== undefined && <p className="shelf-wrong">{t('files.empty', { name: empty })}</p>}
      <div className="shelf-buttons">
        <Button icon={paperclip} isDisabled={full} onPress={() => input.current?.click()}>
          {t('files.add')}
        </Button>
        <Button icon={camera} isDisabled={full} onPress={() => setTaking(true)}>
          {t('files.camera')}
        </Button>
      </div>
      <p className="shelf-hint">
        {over ? t('files.drop') : full ? t('files.full') : t('files.hint')}
      </p>
      <input
        ref={input}
        className="hidden"
        type="file"
        multiple
        accept={TYPES}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          if (event.target.files) take(event.target.files);
          event.target.value = '';
        }}
      />
      {taking && (
        <CameraDialog
          onClose={() => setTaking(false)}
          onTaken={(file) => {
            setTaking(false);
            take([file]);
          }}
        />
      )}
      {open !== undefined && open >= 0 && (
        <FileViewer
          files={views}
          place={open}
          onPlace={setOpen}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

function Line({
  file,
  mayRemove,
  onOpen,
  onRemove,
}: {
  file: ShelfFile;
  mayRemove: boolean;
  onOpen: () => void;
  onRemove: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const state = useUpload(file.upload);
  const view = file.attachment?.file;
  const { name } = file;
  const done = percent(state?.sent ?? 0, file.size);
  const size = fileSize(file.size, (value, digits) => format.number(value, digits));
  const refused = state?.phase === 'refused';
  const words =
    state === undefined
      ? view
        ? size
        : t('files.interrupted', { percent: percent(file.attachment?.offset ?? 0, file.size) })
      : {
          waiting: t('files.waiting'),
          sending: t('files.sending', { percent: done }),
          checking: t('files.checking'),
          interrupted: t('files.interrupted', { percent: done }),
          refused: failureTitle(state.failure, t),
          kept: size,
          gone: '',
        }[state.phase];
  return (
    <li className={refused ? 'shelf-line shelf-refused' : 'shelf-line'}>
      {view ? (
        <button type="button" className="file-open" onClick={onOpen}>
          <FileThumb file={view} name={name} />
          <span className="file-words">
            <span className="file-name">{name}</span>
            <span className="file-facts">{words}</span>
          </span>
        </button>
      ) : (
        <span className="file-open">
          <FileThumb file={undefined} name={name} />
          <span className="file-words">
            <span className="file-name">{name}</span>
            <span className="file-facts" role={refused ? 'alert' : undefined}>
              {refused && <Icon of={circleAlert} />} {words}
            </span>
            {state && !refused && (
              <progress
                className="shelf-progress"
                max={100}
                value={done}
                aria-label={t('files.progress', { name })}
              />
            )}
          </span>
        </span>
      )}
      {mayRemove && (
        <IconButton
          icon={close}
          iconSize={16}
          label={t(file.upload && !refused ? 'files.cancel' : 'files.remove', { name })}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
