import type { Translate } from '../i18n/language';
import type { EnclosedFile } from './upload';

/** `3.4 MB`, `840 kB`: as people say it, not to the byte. */
export function fileSize(
  bytes: number,
  number: (value: number, digits?: number) => string,
): string {
  return bytes >= 1_000_000
    ? `${number(bytes / 1_000_000, 1)} MB`
    : `${number(Math.max(1, Math.round(bytes / 1_000)), 0)} kB`;
}

/** What a file is, in words. */
export function fileKind(file: EnclosedFile, t: Translate): string {
  return file.pages === undefined ? t('files.photo') : t('files.document', { n: file.pages });
}

/** How much has gone, in whole percent; whole only when it is. */
export function percent(sent: number, size: number): number {
  return size === 0 ? 0 : Math.min(100, Math.floor((sent * 100) / size));
}

/** Whether a name promises a picture; what is in the file, only the server knows. */
export function isNamedAsPicture(name: string): boolean {
  return /\.(jpe?g|png|gif|webp|avif|heic|heif|tiff?|bmp)$/i.test(name);
}
