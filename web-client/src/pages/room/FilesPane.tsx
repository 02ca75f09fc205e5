import { useState } from 'react';
import maximize from 'lucide-static/icons/maximize.svg?raw';
import { IconButton } from '../../components/Button';
import { FileStage } from '../../files/FileStage';
import { FileThumb } from '../../files/FileThumb';
import { FileViewer } from '../../files/FileViewer';
import type { EnclosedFile } from '../../files/upload';
import { useT } from '../../i18n/language';
import { Thread } from '../requests/Thread';
import type { ClinicalRequest } from './consultation';

/** Beside the picture of the room: what was sent, one of it large; and what either side adds. */
export function FilesPane({
  request,
  onChanged,
}: {
  request: ClinicalRequest;
  onChanged: (request: ClinicalRequest) => void;
}) {
  const t = useT();
  const files: readonly EnclosedFile[] = request.files ?? [];
  const [chosen, setChosen] = useState(0);
  const [full, setFull] = useState(false);
  const place = Math.min(chosen, files.length - 1);
  return (
    <div className="pane-files pane-scroll">
      {files.length === 0 ? (
        <p className="pane-empty">{t('files.none')}</p>
      ) : (
        <>
          <ul className="file-list">
            {files.map((file, index) => (
              <li key={file.id}>
                <button
                  type="button"
                  className="file-open pane-choice"
                  aria-pressed={index === place}
                  onClick={() => setChosen(index)}
                >
                  <FileThumb file={file} name={file.name} />
                  <span className="file-words">
                    <span className="file-name">{file.name}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="pane-stage">
            <FileStage files={files} place={place} onPlace={setChosen}>
              <IconButton
                icon={maximize}
                label={t('files.fullScreen')}
                onPress={() => setFull(true)}
              />
            </FileStage>
          </div>
        </>
      )}
      <Thread request={request} onChanged={onChanged} level={3} />
      {full && (
        <FileViewer
          files={files}
          place={place}
          onPlace={setChosen}
          onClose={() => setFull(false)}
        />
      )}
    </div>
  );
}
