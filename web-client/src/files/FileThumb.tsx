import { useState } from 'react';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import image from 'lucide-static/icons/image.svg?raw';
import { Icon } from '../components/Icon';
import { thumbnailOf } from './fileServer';
import type { EnclosedFile } from './upload';

/** The small picture of a file, or what kind it is when there is none. */
export function FileThumb({ file }: { file: EnclosedFile | undefined }) {
  const [failed, setFailed] = useState(false);
  return (
    <span className="file-thumb">
      {file && !failed ? (
        <img
          src={thumbnailOf(file.id)}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailed(true)}
        />
      ) : (
        <Icon of={file?.pages === undefined ? image : fileText} size={20} />
      )}
    </span>
  );
}
