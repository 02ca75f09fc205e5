import { useState } from 'react';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { fileKind, fileSize } from './fileWords';
import { FileThumb } from './FileThumb';
import { FileViewer } from './FileViewer';
import type { EnclosedFile } from './upload';
import './files.css';

/** Files that were sent: each opens full screen. */
export function FileList({ files }: { files: readonly EnclosedFile[] }) {
  const t = useT();
  const format = useFormat();
  const [open, setOpen] = useState<number>();
  if (files.length === 0) return null;
  return (
    <>
      <ul className="file-list">
        {files.map((file, place) => (
          <li key={file.id}>
            <button type="button" className="file-open" onClick={() => setOpen(place)}>
              <FileThumb file={file} name={file.name} />
              <span className="file-words">
                <span className="file-name">{file.name}</span>
                <span className="file-facts">
                  {fileKind(file, t)} ·{' '}
                  {fileSize(file.bytes, (value, digits) => format.number(value, digits))}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <FileViewer
          files={files}
          place={open}
          onPlace={setOpen}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
