import { useEffect, useRef, useState } from 'react';
import close from 'lucide-static/icons/x.svg?raw';
import { Button, IconButton } from '../../components/Button';
import { useFormat } from '../../format/useFormat';
import { useT } from '../../i18n/language';
import type { RoomText } from '../../live/messages';

const LONGEST = 2_000;

/** What is said in writing. It lives in the room only, and says so. */
export function Chat({
  texts,
  nameOf,
  onSay,
  onClose,
}: {
  texts: readonly RoomText[];
  nameOf: (text: RoomText) => string;
  onSay: (text: string) => Promise<void>;
  onClose: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [texts]);

  async function send() {
    const said = text.trim();
    if (said === '') return;
    setFailed(false);
    try {
      await onSay(said);
      setText((now) => (now.trim() === said ? '' : now));
    } catch {
      setFailed(true);
    }
  }

  return (
    <section
      className="room-chat"
      aria-labelledby="chat-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className="chat-head">
        <h2 className="chat-title" id="chat-title">
          {t('room.chatTitle')}
        </h2>
        <IconButton icon={close} label={t('common.close')} onPress={onClose} />
      </header>
      <p className="chat-note">{t('room.chatNote')}</p>
      {/* Reachable by keyboard because it scrolls. */}
      <ol className="chat-list" ref={list} tabIndex={0} aria-label={t('room.chatTitle')}>
        {texts.length === 0 && <li className="chat-empty">{t('room.chatEmpty')}</li>}
        {texts.map((each) => (
          <li key={each.message} className="chat-text">
            <p className="chat-who">
              <strong>{nameOf(each)}</strong> {format.time(each.at)}
            </p>
            <p className="chat-words">{each.text}</p>
          </li>
        ))}
      </ol>
      <div className="chat-write">
        <textarea
          ref={field}
          className="input chat-field"
          aria-label={t('room.chatField')}
          rows={2}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <Button onPress={send}>{t('room.chatSend')}</Button>
      </div>
      <p className="field-caution" role="status">
        {failed ? t('room.chatFailed') : ''}
      </p>
    </section>
  );
}
