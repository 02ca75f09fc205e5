import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { api, call } from '../api/client';
import { useLoad } from '../api/useLoad';
import { live } from '../live/live';
import { fileServer } from './fileServer';
import { Upload, type Attachment, type EnclosedFile, type Side, type UploadState } from './upload';

/** How many files go with a request, and how many with a note. */
export const MOST_FILES = 10;

/** A line of the shelf: on its way, or kept. */
export interface ShelfFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly upload: Upload | undefined;
  /** What the server says of it; absent while it was never announced. */
  readonly attachment: Attachment | undefined;
}

export interface Files {
  readonly items: readonly ShelfFile[];
  /** How many are kept or on their way. */
  readonly count: number;
  readonly error: unknown;
  /** Whether some file has not arrived yet. */
  readonly busy: boolean;
  readonly room: number;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (file: ShelfFile) => void;
  readonly reload: () => void;
}

/**
 * The files that one person puts with a request or its note. `unsaved` tells of a request that the
 * server does not know yet; `ready` makes sure that there is something to put them with.
 */
export function useFiles(
  request: string,
  side: Side,
  { unsaved = false, ready }: { unsaved?: boolean; ready?: () => Promise<unknown> } = {},
): Files {
  const nothingYet = useRef(unsaved);
  const server = useMemo(() => fileServer(request, side), [request, side]);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>();
  const kept = useLoad(`files ${request} ${side}`, async (signal) => {
    if (nothingYet.current) return [];
    const answer = await call(
      api.GET('/api/requests/{id}/attachments', {
        params: { path: { id: request }, query: { side } },
        signal,
      }),
    );
    return answer.items;
  });
  const { set, data } = kept;
  const known = useRef<Attachment[]>([]);
  useEffect(() => {
    known.current = data ?? known.current;
  }, [data]);

  useEffect(() => {
    const back = () => uploads.forEach((upload) => upload.retryNow());
    window.addEventListener('online', back);
    const unwatch = live.on('welcome', back);
    return () => {
      window.removeEventListener('online', back);
      unwatch();
    };
  }, [uploads]);

  const start = useCallback(
    async (upload: Upload) => {
      try {
        await ready?.();
        nothingYet.current = false;
      } catch (problem) {
        setFailure(problem);
        setUploads((before) => before.filter((each) => each !== upload));
        return;
      }
      await upload.run();
      const { phase, kept: attachment } = upload.getState();
      if (phase === 'refused') setRefused((before) => new Set([...before, upload.id]));
      if (phase === 'kept' && attachment) {
        known.current = [...known.current.filter(({ id }) => id !== attachment.id), attachment];
        set(known.current);
        setUploads((before) => before.filter((each) => each !== upload));
      }
    },
    [ready, set],
  );

  const add = useCallback(
    (files: Iterable<File>) => {
      setFailure(undefined);
      const more = [...files].map((file) => new Upload(crypto.randomUUID(), file, server));
      setUploads((before) => [...before, ...more]);
      // One after another: on a narrow line each is done sooner.
      void more.reduce((before, upload) => before.then(() => start(upload)), Promise.resolve());
    },
    [server, start],
  );

  const remove = useCallback(
    (file: ShelfFile) => {
      setFailure(undefined);
      if (file.upload) {
        void file.upload.cancel();
        setUploads((before) => before.filter((each) => each !== file.upload));
        return;
      }
      server.remove(file.id).then(() => {
        known.current = known.current.filter(({ id }) => id !== file.id);
        set(known.current);
      }, setFailure);
    },
    [server, set],
  );

  const items = useMemo(() => {
    const own = new Set(uploads.map(({ id }) => id));
    const there = (data ?? []).filter(({ id }) => !own.has(id));
    return [
      ...there.map((attachment) => ({
        id: attachment.id,
        name: attachment.name,
        size: attachment.file?.bytes ?? attachment.size,
        upload: undefined,
        attachment,
      })),
      ...uploads.map((upload) => ({
        id: upload.id,
        name: upload.file.name,
        size: upload.file.size,
        upload,
        attachment: undefined,
      })),
    ];
  }, [uploads, data]);

  // What was refused stays to be read about, but is neither kept nor on its way.
  const counted = items.filter(({ id }) => !refused.has(id));
  return {
    items,
    count: counted.length,
    error: failure ?? (kept.data === undefined ? kept.error : undefined),
    busy: counted.some((item) => item.upload !== undefined),
    room: MOST_FILES - counted.length,
    add,
    remove,
    reload: kept.reload,
  };
}

const nothing = (): (() => void) => () => undefined;
const none = (): undefined => undefined;

/** The state of an upload; the component is drawn again when it changes. */
export function useUpload(upload: Upload | undefined): UploadState | undefined {
  return useSyncExternalStore(upload?.subscribe ?? nothing, upload?.getState ?? none);
}

/** The files of a shelf that can be shown. */
export function shown(items: readonly ShelfFile[]): EnclosedFile[] {
  return items.flatMap(({ attachment }) => attachment?.file ?? []);
}
