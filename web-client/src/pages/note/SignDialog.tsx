import { useCallback, useEffect, useRef, useState } from 'react';
import timer from 'lucide-static/icons/timer.svg?raw';
import { ApiProblem, isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Callout } from '../../components/Callout';
import { Dialog } from '../../components/Dialog';
import { PasswordField } from '../../components/Field';
import { Icon } from '../../components/Icon';
import { PatientBar } from '../../components/Patient';
import { ErrorPanel, LoadingRows } from '../../components/States';
import { useT } from '../../i18n/language';
import { hashMatches, shortHash } from './hash';
import { NotSaved, type NoteEditor, type NoteState, type PreparedNote } from './noteEditor';

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
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [moved, setMoved] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const prepare = useCallback(async () => {
    setFailure(undefined);
    setPrepared(undefined);
    try {
      const next = await editor.prepare();
      if (!(await hashMatches(next.canonical, next.hash))) throw new HashDiffers();
      setPrepared(next);
    } catch (cause) {
      setFailure(cause);
    }
  }, [editor]);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void prepare();
  }, [prepare]);
  useEffect(() => {
    if (prepared) field.current?.focus();
  }, [prepared]);

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
      await editor.sign(prepared.hash, password);
      onSigned();
    } catch (cause) {
      setBusy(false);
      if (isProblem(cause, 'record-moved') || isProblem(cause, 'not-prepared')) {
        setMoved(true);
        await prepare();
        return;
      }
      if (isPasswordProblem(cause)) {
        setWrong(cause.problem.title);
        setPassword('');
        field.current?.focus();
        return;
      }
      setFailure(cause);
    }
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
          <Button size="lg" look="primary" onPress={sign} isPending={busy}>
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
        {moved && <Callout tone="caution" title={t('sign.moved')} />}
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

const PASSWORD_PROBLEMS = ['password-wrong', 'sign-in-wait', 'sign-in-busy', 'proof-invalid'];

function isPasswordProblem(cause: unknown): cause is ApiProblem {
  return cause instanceof ApiProblem && PASSWORD_PROBLEMS.includes(cause.problem.code);
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
