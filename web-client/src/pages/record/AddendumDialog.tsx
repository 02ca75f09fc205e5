import { useState } from 'react';
import { api, call } from '../../api/client';
import type { components } from '../../api/generated/schema';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Dialog } from '../../components/Dialog';
import { TextArea } from '../../components/Field';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import type { SignedNote } from '../note/fields';
import { hashMatches, shortHash } from '../note/hash';
import { ProofField, useSigning } from '../note/proof';

type PreparedAddendum = components['schemas']['PreparedAddendum'];

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
  const [empty, setEmpty] = useState<string>();
  const path = { id: note.id };
  const signing = useSigning(prepared !== undefined, prepare);

  async function prepare() {
    if (text.trim() === '') {
      setEmpty(t('addendum.empty'));
      return;
    }
    signing.setBusy(true);
    setEmpty(undefined);
    signing.setFailure(undefined);
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
      signing.setFailure(cause);
    }
    signing.setBusy(false);
  }

  function sign() {
    return signing.sign(async (password) => {
      if (!prepared) return;
      const { hash } = prepared;
      const { proof } = await call(api.POST('/api/proofs', { body: { hash, password } }));
      await call(api.POST('/api/notes/{id}/addenda', { params: { path }, body: { hash, proof } }));
      confirmDone(t('addendum.done'));
      onSigned();
    });
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
          <Button
            size="lg"
            look="primary"
            isPending={signing.busy}
            onPress={() => void (prepared ? sign() : prepare())}
          >
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
        {signing.moved && <Callout tone="caution" title={t('sign.moved')} />}
        {prepared ? (
          <>
            <p className="addendum-text">{prepared.content.text}</p>
            <p className="sign-hash">
              {t('record.hash')}: {shortHash(prepared.hash)}
            </p>
            <ProofField signing={signing} />
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
              setEmpty(undefined);
            }}
            error={empty}
          />
        )}
        {signing.failure !== undefined && (
          <ErrorPanel failure={signing.failure} title={t('sign.failed')} />
        )}
        {/* Enter in the password signs; the buttons are in the dialog's foot. */}
        <button type="submit" className="hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
