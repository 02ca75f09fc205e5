import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Dialog } from '../../components/Dialog';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { hashMatches, shortHash } from './hash';
import { NotSaved, type NoteEditor, type NoteState, type PreparedNote } from './noteEditor';
import { ProofField, useSigning } from './proof';

/**
 * Signing: what is signed is frozen first and shown with its hash; then the author proves again who
 * they are. Esc goes back to writing and nothing is lost.
 */
export function SignDialog({
  editor,
  note,
  onClose,
  onSigned,
}: {
  editor: NoteEditor;
  note: NoteState;
  onClose: () => void;
  onSigned: () => void;
}) {
  const t = useT();
  const [prepared, setPrepared] = useState<PreparedNote>();
  const [unfrozen, setUnfrozen] = useState<unknown>();

  const prepare = useCallback(async () => {
    setUnfrozen(undefined);
    setPrepared(undefined);
    try {
      const next = await editor.prepare();
      if (!(await hashMatches(next.canonical, next.hash))) throw new HashDiffers();
      setPrepared(next);
    } catch (cause) {
      setUnfrozen(cause);
    }
  }, [editor]);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void prepare();
  }, [prepare]);
  const signing = useSigning(prepared !== undefined, prepare);
  const failure = unfrozen ?? signing.failure;

  function sign() {
    return signing.sign(async (password) => {
      if (prepared) await editor.sign(prepared.hash, password);
      onSigned();
    });
  }

  const header = note.header;
  const fields = prepared?.content.fields;
  const author = prepared?.content.header.author;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('sign.title')}
      wide
      note={t('sign.after')}
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('sign.keep')}
          </Button>
          <Button size="lg" look="primary" onPress={() => void sign()} isPending={signing.busy}>
            {t('sign.confirm')}
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
        {header && <PatientBar patient={header.patient} level={3} />}
        {signing.moved && <Callout tone="caution" title={t('sign.moved')} />}
        {!prepared && failure === undefined && (
          <div role="status">
            <p className="hidden">{t('sign.preparing')}</p>
            <LoadingRows rows={3} />
          </div>
        )}
        {prepared && fields && author && (
          <>
            {/* Reachable by keyboard because a long note scrolls. */}
            <dl className="facts sign-facts" tabIndex={0} aria-label={t('sign.what')}>
              <Fact name={t('note.short.diagnoses')}>
                {(fields.diagnoses ?? []).map((diagnosis, place) => (
                  <span key={`${diagnosis.code ?? ''} ${diagnosis.text}`}>
                    {place > 0 && '; '}
                    {diagnosis.code && <strong>{diagnosis.code} </strong>}
                    {diagnosis.text}
                  </span>
                ))}
              </Fact>
              <Fact name={t('note.short.studyPlan')}>{fields.studyPlan}</Fact>
              <Fact name={t('note.short.suggestions')}>{fields.suggestions}</Fact>
              <Fact name={t('note.short.treatment')}>{fields.treatment}</Fact>
              <Fact name={t('note.short.disposition')}>
                <strong>{fields.disposition && t(`disposition.${fields.disposition}`)}</strong>
              </Fact>
              {fields.followUp && <Fact name={t('note.short.followUp')}>{fields.followUp}</Fact>}
              {prepared.content.attachments && (
                <Fact name={t('note.files')}>
                  {prepared.content.attachments.map(({ name }) => name).join('; ')}
                </Fact>
              )}
              {fields.followUpAfter && (
                <Fact name={t('note.short.followUpAfter')}>
                  {t(`followUp.${fields.followUpAfter}`)}
                </Fact>
              )}
              <Fact name={t('note.mode')}>{t(`note.mode.${prepared.content.mode}`)}</Fact>
            </dl>
            <dl className="facts sign-who">
              <Fact name={t('sign.signature')}>
                {[
                  [author.title, author.name].filter(Boolean).join(' '),
                  prepared.content.header.specialtyName,
                  author.cedula && t('sign.cedula', { number: author.cedula }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Fact>
              <Fact name={t('sign.version')}>
                {t('sign.versionFacts', {
                  n: note.save.version,
                  hash: shortHash(prepared.hash),
                })}
              </Fact>
            </dl>
            <ProofField signing={signing} />
          </>
        )}
        {failure !== undefined && <SignFailure failure={failure} onRetry={() => void prepare()} />}
        {/* Enter in the password signs; the buttons are in the dialog's foot. */}
        <button type="submit" className="hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}

/** The text the server would have signed is not the one its hash is of. */
class HashDiffers extends Error {}

function SignFailure({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const t = useT();
  if (failure instanceof NotSaved) {
    return (
      <Callout
        tone="caution"
        title={t('sign.notSaved')}
        actions={<Button onPress={onRetry}>{t('common.retry')}</Button>}
      />
    );
  }
  if (failure instanceof HashDiffers) return <Callout tone="urgent" title={t('sign.badHash')} />;
  return (
    <ErrorPanel
      failure={failure}
      title={t('sign.failed')}
      kept={t('sign.kept')}
      onRetry={onRetry}
    />
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
