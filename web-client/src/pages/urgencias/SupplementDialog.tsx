import { useState } from 'react';
import { api, call } from '../../api/client';
import { isProblem } from '../../api/problem';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { TextArea } from '../../components/Field';
import { ErrorPanel } from '../../components/States';
import { confirmDone } from '../../components/Toasts';
import { useT } from '../../i18n/language';
import { fromRequest, type Request, type RequestForm } from '../requests/draft';
import { TravelSection } from '../requests/sections';
import '../requests/requests.css';

/** What is sent: only what says something; what was there before stays. */
function added(form: RequestForm) {
  return {
    ...(form.clinicalSummary.trim() === '' ? {} : { clinicalSummary: form.clinicalSummary.trim() }),
    ...(form.question.trim() === '' ? {} : { question: form.question.trim() }),
    ...(form.means === ''
      ? {}
      : {
          travel: {
            means: form.means,
            companions: form.companions,
            companionsWorking: Math.min(form.companions, form.companionsWorking),
            patientWorks: form.patientWorks,
          },
        }),
  };
}

function send(request: Request, form: RequestForm): Promise<Request> {
  return call(
    api.POST('/api/requests/{id}/supplement', {
      params: { path: { id: request.id } },
      body: { version: request.version, ...added(form) },
    }),
  );
}

/** Somebody took it, or gave it back, while it was typed: that is no conflict with what is added. */
async function sendTwice(request: Request, form: RequestForm): Promise<Request> {
  try {
    return await send(request, form);
  } catch (problem) {
    if (!isProblem(problem, 'version-conflict')) throw problem;
    const now = await call(api.GET('/api/requests/{id}', { params: { path: { id: request.id } } }));
    if (now.versions?.length !== request.versions?.length) throw problem;
    return send(now, form);
  }
}

/**
 * What an emergency was sent without: history, question, how the patient would travel. It is added
 * while others are rung or in the room, and keeps what is typed when it is closed meanwhile.
 */
export function SupplementDialog({
  request,
  isOpen,
  onClose,
  onDone,
}: {
  request: Request;
  isOpen: boolean;
  onClose: () => void;
  onDone: (request: Request) => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState<RequestForm>();
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const form = typed ?? fromRequest(request);
  const change = (part: Partial<RequestForm>): void => setTyped({ ...form, ...part });
  // The form begins with what was sent: as it stands it adds nothing.
  const nothing = JSON.stringify(added(form)) === JSON.stringify(added(fromRequest(request)));

  async function confirm() {
    setTried(true);
    if (nothing) return;
    setPending(true);
    setFailure(undefined);
    try {
      const changed = await sendTwice(request, form);
      setTyped(undefined);
      setTried(false);
      confirmDone(t('urgencias.supplemented'));
      onDone(changed);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setPending(false);
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('urgencias.supplement')}
      wide
      footer={
        <>
          <Button size="lg" onPress={onClose}>
            {t('common.close')}
          </Button>
          <Button size="lg" look="primary" isPending={pending} onPress={() => void confirm()}>
            {t('urgencias.supplementSend')}
          </Button>
        </>
      }
    >
      <div className="rq-dialog">
        {failure !== undefined && <ErrorPanel failure={failure} />}
        <p>{t('urgencias.supplementHint')}</p>
        <TextArea
          label={t('request.question')}
          value={form.question}
          onChange={(question) => change({ question })}
          rows={2}
          maxLength={1000}
          error={tried && nothing ? t('urgencias.supplementNothing') : undefined}
        />
        <TextArea
          label={t('request.clinicalSummary')}
          value={form.clinicalSummary}
          onChange={(clinicalSummary) => change({ clinicalSummary })}
          rows={4}
          maxLength={8000}
        />
        <h3>{t('request.section.travel')}</h3>
        <TravelSection form={form} change={change} gaps={[]} />
      </div>
    </Dialog>
  );
}
