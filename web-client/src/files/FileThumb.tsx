import { useState } from 'react';
import fileText from 'lucide-static/icons/file-text.svg?raw';
import image from 'lucide-static/icons/image.svg?raw';
import { Icon } from '../components/Icon';
import { thumbnailOf } from './fileServer';
import { isNamedAsPicture } from './fileWords';
import type { EnclosedFile } from './upload';

/**
 * The small picture of a file, or what kind it is when there is none.
 *
 * @param name of one that the server does not keep: only the name says what it was to be
 */
export function FileThumb({ file, name }: { file: EnclosedFile | undefined; name: string }) {
  const [failed, setFailed] = useState(false);
  const picture = file ? file.pages === undefined : isNamedAsPicture(name);
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
        <Icon of={picture ? image : fileText} size={20} />
      )}
    </span>
  );
}
