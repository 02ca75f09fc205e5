import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { LevelMeter } from '../../media/level';
import { LocalMedia, type LocalMediaState } from '../../media/local';

/**
 * This computer's media for as long as the page is open.
 *
 * @param sends whether anything is sent; camera and microphone stay closed until that is known
 */
export function useLocalMedia(sends: boolean): { local: LocalMedia; state: LocalMediaState } {
  const [local] = useState(() => new LocalMedia());
  const state = useSyncExternalStore(local.subscribe, local.getState);
  useEffect(() => {
    if (sends) void local.open();
    return () => local.close();
  }, [local, sends]);
  return { local, state };
}

/** A picture. Its sound, if any, is played apart. */
export function Picture({
  stream,
  track,
  label,
  className,
  mirrored,
  onHeight,
}: {
  stream?: MediaStream | undefined;
  track?: MediaStreamTrack | null | undefined;
  label: string;
  className: string;
  mirrored?: boolean;
  /** Told how high the picture is shown, in pixels of the screen. */
  onHeight?: ((height: number) => void) | undefined;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onHeight);
  useEffect(() => {
    tell.current = onHeight;
  });
  useEffect(() => {
    const element = video.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    let inSight = true;
    const measure = (): void => {
      const pixels = element.clientHeight * window.devicePixelRatio;
      tell.current?.(document.hidden || !inSight ? 0 : Math.ceil(pixels / 90) * 90);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // In a long row of pictures some are scrolled out of sight.
    const sight = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting ?? true;
      measure();
    });
    sight.observe(element);
    document.addEventListener('visibilitychange', measure);
    return () => {
      observer.disconnect();
      sight.disconnect();
      document.removeEventListener('visibilitychange', measure);
    };
  }, []);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const shown = track ? new MediaStream([track]) : (stream ?? null);
    if (element.srcObject !== shown) element.srcObject = shown;
    if (shown) element.play().catch(() => undefined);
  }, [stream, track]);
  return (
    <video
      ref={video}
      className={mirrored ? `${className} picture-mirrored` : className}
      aria-label={label}
      autoPlay
      muted
      playsInline
    />
  );
}

/** Plays the voice of somebody else on the chosen loudspeaker; says when the browser holds it back. */
export function Voice({
  stream,
  speaker,
  onHeld,
}: {
  stream: MediaStream;
  speaker: string | undefined;
  onHeld: (held: boolean) => void;
}) {
  const audio = useRef<HTMLAudioElement>(null);
  const held = useRef(onHeld);
  useEffect(() => {
    held.current = onHeld;
  });
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = stream;
    const play = (): void => {
      element.play().then(
        () => held.current(false),
        (cause: unknown) => {
          if (cause instanceof Error && cause.name === 'NotAllowedError') held.current(true);
        },
      );
    };
    play();
    stream.addEventListener('addtrack', play);
    window.addEventListener('pointerdown', play);
    window.addEventListener('keydown', play);
    return () => {
      stream.removeEventListener('addtrack', play);
      window.removeEventListener('pointerdown', play);
      window.removeEventListener('keydown', play);
    };
  }, [stream]);
  useEffect(() => {
    const element = audio.current;
    if (element && 'setSinkId' in element) element.setSinkId(speaker ?? '').catch(() => undefined);
  }, [speaker]);
  return <audio ref={audio} autoPlay />;
}

const STEPS = 12;

/** How loud a microphone is, from 0 to 12, about ten times a second. */
export function useLevel(track: MediaStreamTrack | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!track) {
      setLevel(0);
      return undefined;
    }
    let meter: LevelMeter | undefined;
    try {
      meter = new LevelMeter(track);
    } catch {
      return undefined; // no audio system here: the meter stays empty
    }
    const opened = meter;
    const timer = setInterval(() => setLevel(Math.round(opened.read() * STEPS)), 100);
    return () => {
      clearInterval(timer);
      opened.close();
    };
  }, [track]);
  return level;
}

/** A row of blocks; what it means is said beside it in words. */
export function LevelBlocks({ level }: { level: number }) {
  return (
    <span className="level" aria-hidden="true">
      {Array.from({ length: STEPS }, (_, step) => (
        <span key={step} className={step < level ? 'level-step level-on' : 'level-step'} />
      ))}
    </span>
  );
}
