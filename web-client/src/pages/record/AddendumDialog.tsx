import { useEffect, useRef, useState } from 'react';
import timer from 'lucide-static/icons/timer.svg?raw';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { ApiProblem, isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Dialog } from '../../components/Dialog';
import { PasswordField, TextArea } from '../../components/Field';
import { Icon } from '../../components/Icon';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import type { SignedNote } from '../note/fields';
import { hashMatches, shortHash } from '../note/hash';

type PreparedAddendum = components['schemas']['PreparedAddendum'];

const PASSWORD_PROBLEMS = ['password-wrong', 'sign-in-wait', 'sign-in-busy', 'proof-invalid'];

/** An addendum in two steps, as a note: written and frozen with its hash, then signed. */
export function AddendumDialog({
  note,
  onClose,
  onSigned,
}: {
  note: SignedNote;
  onClose: () => void;
  onSigned: () => void;
}) {
  const t = useT();
  const [text, setText] = useState('');
  const [prepared, setPrepared] = useState<PreparedAddendum>();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [moved, setMoved] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const path = { id: note.id };

  useEffect(() => {
    if (prepared) field.current?.focus();
  }, [prepared]);

  async function prepare() {
    if (text.trim() === '') {
      setWrong(t('addendum.empty'));
      return;
    }
    setBusy(true);
    setWrong(undefined);
    setFailure(undefined);
    try {
      const next = await call(
        api.POST('/api/notes/{id}/addenda/prepare', {
          params: { path },
          body: { text: text.trim() },
        }),
      );
      if (!(await hashMatches(next.canonical, next.hash))) throw new Error(t('sign.badHash'));
      setPrepared(next);
    } catch (cause) {
      setFailure(cause);
    }
    setBusy(false);
  }

  async function sign() {
    if (!prepared || busy) return;
    if (password === '') {
      setWrong(t('sign.passwordMissing'));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setWrong(undefined);
    setFailure(undefined);
    try {
      const { hash } = prepared;
      const { proof } = await call(api.POST('/api/proofs', { body: { hash, password } }));
      await call(api.POST('/api/notes/{id}/addenda', { params: { path }, body: { hash, proof } }));
      confirmDone(t('addendum.done'));
      onSigned();
    } catch (cause) {
      setBusy(false);
      if (isProblem(cause, 'record-moved') || isProblem(cause, 'not-prepared')) {
        setMoved(true);
        await prepare();
      } else if (cause instanceof ApiProblem && PASSWORD_PROBLEMS.includes(cause.problem.code)) {
        setWrong(cause.problem.title);
        setPassword('');
        field.current?.focus();
      } else {
        setFailure(cause);
      }
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('addendum.title')}
      wide
      note={prepared ? t('sign.after') : undefined}
      footer={
        <>
          <Button size="lg" onPress={() => (prepared ? setPrepared(undefined) : onClose())}>
            {t(prepared ? 'addendum.edit' : 'common.cancel')}
          </Button>
          <Button size="lg" look="primary" isPending={busy} onPress={prepared ? sign : prepare}>
            {t(prepared ? 'addendum.sign' : 'addendum.review')}
          </Button>
        </>
      }
    >
      <form
        className="sign"
        onSubmit={(event) => {
          event.preventDefault();
          void sign();
        }}
      >
        <PatientBar patient={note.content.header.patient} level={3} />
        {moved && <Callout tone="caution" title={t('sign.moved')} />}
        {prepared ? (
          <>
            <p className="addendum-text">{prepared.content.text}</p>
            <p className="sign-hash">
              {t('record.hash')}: {shortHash(prepared.hash)}
            </p>
            <PasswordField
              label={t('sign.password')}
              autoComplete="current-password"
              value={password}
              onChange={(value) => {
                setPassword(value);
                setWrong(undefined);
              }}
              error={wrong}
              inputRef={field}
            />
            <p className="sign-valid">
              <Icon of={timer} /> {t('sign.valid')}
            </p>
          </>
        ) : (
          <TextArea
            label={t('addendum.text')}
            hint={t('addendum.hint')}
            rows={5}
            maxLength={8_000}
            value={text}
            autoFocus
            onChange={(value) => {
              setText(value);
              setWrong(undefined);
            }}
            error={wrong}
          />
        )}
        {failure !== undefined && <ErrorPanel failure={failure} title={t('sign.failed')} />}
        {/* Enter in the password signs; the buttons are in the dialog's foot. */}
        <button type="submit" className="hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
