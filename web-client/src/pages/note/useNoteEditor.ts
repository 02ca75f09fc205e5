import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSession } from '../../app/session';
import { Drafts, importDraftKey } from '../../storage/drafts';
import { Sitting } from '../../storage/sitting';
import { live } from '../../live/live';
import type { NoteFields, NoteMode } from './fields';
import { NoteEditor, type NoteState } from './noteEditor';
import { noteServer } from './noteServer';

/**
 * Opens the note of a request, once there is one, for as long as the component is there, and sees to its saving: when
 * the line is back, when the window is hidden, and before it closes with something unsaved.
 */
export function useNoteEditor(request: string | undefined, mode: NoteMode): NoteEditor | undefined {
  const { person, draftKey } = useSession();
  const [editor, setEditor] = useState<NoteEditor>();

  useEffect(() => {
    if (request === undefined) return undefined;
    let ended = false;
    let opened: NoteEditor | undefined;
    let drafts: Drafts<NoteFields> | undefined;
    void (async () => {
      // A browser that keeps nothing (private window, full disk) still saves on the server.
      drafts = await importDraftKey(person.id, draftKey)
        .then((key) => Drafts.open<NoteFields>(key))
        .catch(() => undefined);
      if (ended) {
        drafts?.close();
        return;
      }
      opened = new NoteEditor({
        request,
        server: noteServer(request),
        drafts,
        sitting: (events) => new Sitting(`${person.id}/${request}`, events),
      });
      setEditor(opened);
      await opened.open(mode);
    })();
    return () => {
      ended = true;
      const leaving = opened;
      setEditor(undefined);
      void leaving?.flush(true).finally(() => {
        leaving.end();
        drafts?.close();
      });
    };
    // The mode is the page's: a change of it does not open the note again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [request, person.id, draftKey]);

  useEffect(() => {
    if (!editor) return undefined;
    const back = (): void => editor.retryNow();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') void editor.flush(true);
    };
    const closing = (event: BeforeUnloadEvent): void => {
      if (!editor.pending) return;
      void editor.flush(true);
      event.preventDefault();
    };
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('beforeunload', closing);
    const unwatch = live.on('welcome', back);
    return () => {
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('beforeunload', closing);
      unwatch();
    };
  }, [editor]);
  return editor;
}

const nothing = (): (() => void) => () => undefined;
const loading = (): undefined => undefined;

/** The state of an editor; the component is drawn again when it changes. */
export function useNoteState(editor: NoteEditor | undefined): NoteState | undefined {
  return useSyncExternalStore(editor?.subscribe ?? nothing, editor?.getState ?? loading);
}
