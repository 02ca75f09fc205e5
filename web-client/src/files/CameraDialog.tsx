import { useCallback, useEffect, useRef, useState } from 'react';
import refresh from 'lucide-static/icons/switch-camera.svg?raw';
import { Button } from '../components/Button';
import { Callout } from '../components/Callout';
import { Dialog } from '../components/Dialog';
import { useFormat } from '../format/useFormat';
import { useT } from '../i18n/language';
import { serverNow } from '../time/clock';

/** As large as the camera gives it: a lesion is looked at closely. */
const WANTED = { width: { ideal: 2560 }, height: { ideal: 1440 } };
const QUALITY = 0.92;

/** A photograph with this device's camera: seen, taken, looked at, used or taken again. */
export function CameraDialog({
  onClose,
  onTaken,
}: {
  onClose: () => void;
  onTaken: (file: File) => void;
}) {
  const t = useT();
  const format = useFormat();
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream>(undefined);
  const [facing, setFacing] = useState<'environment' | 'user'>('environment');
  const [failed, setFailed] = useState(false);
  const [taken, setTaken] = useState<{ blob: Blob; address: string }>();

  const stop = useCallback(() => {
    stream.current?.getTracks().forEach((track) => track.stop());
    stream.current = undefined;
  }, []);

  useEffect(() => {
    if (taken) return undefined;
    let over = false;
    setFailed(false);
    navigator.mediaDevices
      .getUserMedia({ video: { ...WANTED, facingMode: facing } })
      .then((got) => {
        if (over) {
          got.getTracks().forEach((track) => track.stop());
          return;
        }
        stream.current = got;
        if (video.current) video.current.srcObject = got;
      })
      .catch(() => {
        if (!over) setFailed(true);
      });
    return () => {
      over = true;
      stop();
    };
  }, [facing, taken, stop]);

  useEffect(() => () => URL.revokeObjectURL(taken?.address ?? ''), [taken]);

  function take() {
    const from = video.current;
    if (!from || from.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    canvas.width = from.videoWidth;
    canvas.height = from.videoHeight;
    canvas.getContext('2d')?.drawImage(from, 0, 0);
    canvas.toBlob(
      (blob) => {
        if (blob) setTaken({ blob, address: URL.createObjectURL(blob) });
      },
      'image/jpeg',
      QUALITY,
    );
  }

  function use() {
    if (!taken) return;
    const when = format.timeWithSeconds(new Date(serverNow()).toISOString()).replaceAll(':', '.');
    onTaken(new File([taken.blob], t('camera.name', { when }), { type: 'image/jpeg' }));
  }

  return (
    <Dialog
      isOpen
      wide
      onClose={onClose}
      title={t('camera.title')}
      footer={
        taken ? (
          <>
            <Button size="lg" onPress={() => setTaken(undefined)}>
              {t('camera.again')}
            </Button>
            <Button size="lg" look="primary" autoFocus onPress={use}>
              {t('camera.use')}
            </Button>
          </>
        ) : (
          <>
            <Button
              size="lg"
              icon={refresh}
              onPress={() => setFacing(facing === 'user' ? 'environment' : 'user')}
            >
              {t('camera.other')}
            </Button>
            <Button size="lg" look="primary" isDisabled={failed} autoFocus onPress={take}>
              {t('camera.take')}
            </Button>
          </>
        )
      }
    >
      {failed ? (
        <Callout tone="caution" title={t('camera.failed')} />
      ) : (
        <div className="camera">
          {taken ? (
            <img src={taken.address} alt={t('camera.taken')} />
          ) : (
            <video ref={video} autoPlay muted playsInline aria-label={t('camera.picture')} />
          )}
        </div>
      )}
    </Dialog>
  );
}
