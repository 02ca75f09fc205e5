import { lazy, Suspense, useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import arrowLeft from 'lucide-static/icons/chevron-left.svg?raw';
import arrowRight from 'lucide-static/icons/chevron-right.svg?raw';
import minus from 'lucide-static/icons/zoom-out.svg?raw';
import plus from 'lucide-static/icons/zoom-in.svg?raw';
import { IconButton } from '../components/Button';
import { useT } from '../i18n/language';
import { contentOf } from './fileServer';
import { useZoom } from './useZoom';
import type { EnclosedFile } from './upload';
import './files.css';

const PdfPages = lazy(() => import('./PdfPages'));

/** One file, as large as its place, with zoom; the others of the list beside it. */
export function FileStage({
  files,
  place,
  onPlace,
  focused = false,
  children,
}: {
  files: readonly EnclosedFile[];
  place: number;
  onPlace: (place: number) => void;
  /** The keys hold as soon as it stands: nothing else is there to be used. */
  focused?: boolean;
  /** Further buttons at the end of the bar. */
  children?: ReactNode;
}) {
  const t = useT();
  const file = files[place];
  const zoom = useZoom(file?.id ?? '');
  const [failed, setFailed] = useState<string>();
  const { frame } = zoom;
  useEffect(() => {
    if (focused) frame.current?.focus();
  }, [focused, frame]);
  if (!file) return null;
  const percent = t('files.zoom', { percent: Math.round(zoom.scale * 100) });

  function keys(event: KeyboardEvent) {
    const act: Record<string, () => void> = {
      '+': zoom.larger,
      '=': zoom.larger,
      '-': zoom.smaller,
      '0': zoom.fit,
      PageDown: () => place < files.length - 1 && onPlace(place + 1),
      PageUp: () => place > 0 && onPlace(place - 1),
    };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const run = act[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }

  return (
    <div className="file-stage" onKeyDown={keys}>
      <div className="file-bar">
        {files.length > 1 && (
          <>
            <IconButton
              icon={arrowLeft}
              label={t('files.previous')}
              isDisabled={place === 0}
              onPress={() => onPlace(place - 1)}
            />
            <span className="file-of">{t('files.viewer', { n: place + 1, of: files.length })}</span>
            <IconButton
              icon={arrowRight}
              label={t('files.next')}
              isDisabled={place === files.length - 1}
              onPress={() => onPlace(place + 1)}
            />
          </>
        )}
        <span className="file-zoom">
          <IconButton icon={minus} label={t('files.zoomOut')} onPress={zoom.smaller} />
          <button
            type="button"
            className="file-fit"
            aria-label={`${t('files.fit')}: ${percent}`}
            onClick={zoom.fit}
          >
            {percent}
          </button>
          <IconButton icon={plus} label={t('files.zoomIn')} onPress={zoom.larger} />
        </span>
        {children}
      </div>
      {/* Reachable by keyboard, so that the arrows move what is larger than its place. */}
      <div
        className="file-frame"
        ref={zoom.frame}
        tabIndex={0}
        role="group"
        aria-label={t('files.area')}
      >
        {failed === file.id ? (
          <p className="file-failed" role="alert">
            {t('files.notShown')}
          </p>
        ) : file.mediaType === 'application/pdf' ? (
          <Suspense fallback={null}>
            <PdfPages
              key={file.id}
              file={file}
              scale={zoom.scale}
              onFailure={() => setFailed(file.id)}
            />
          </Suspense>
        ) : (
          <span
            className="file-picture"
            style={{ width: `${zoom.scale * 100}%`, height: `${zoom.scale * 100}%` }}
          >
            <img
              src={contentOf(file.id)}
              alt={file.name}
              draggable={false}
              onError={() => setFailed(file.id)}
            />
          </span>
        )}
      </div>
    </div>
  );
}
