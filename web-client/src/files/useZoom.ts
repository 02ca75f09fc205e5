import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const STEPS = [1, 1.25, 1.5, 2, 3, 4, 6, 8] as const;
const LARGEST = 8;

export interface Zoom {
  /** 1 fits the frame. */
  readonly scale: number;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly larger: () => void;
  readonly smaller: () => void;
  readonly fit: () => void;
}

/**
 * Zoom of what is in a scrolling frame: by buttons and keys, Ctrl and wheel, double click, two
 * fingers; dragging moves it. What was in the middle stays in the middle.
 */
export function useZoom(content: string): Zoom {
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState({ content, scale: 1 });
  const scale = state.content === content ? state.scale : 1;
  const now = useRef(scale);
  useEffect(() => {
    now.current = scale;
  });

  const to = useCallback(
    (wanted: number) => {
      const next = Math.min(LARGEST, Math.max(1, wanted));
      const box = frame.current;
      const ratio = next / now.current;
      const middle = box && {
        x: (box.scrollLeft + box.clientWidth / 2) * ratio,
        y: (box.scrollTop + box.clientHeight / 2) * ratio,
      };
      now.current = next;
      setState({ content, scale: next });
      if (box && middle) {
        requestAnimationFrame(() => {
          box.scrollLeft = middle.x - box.clientWidth / 2;
          box.scrollTop = middle.y - box.clientHeight / 2;
        });
      }
    },
    [content],
  );
  const larger = useCallback(
    () => to(STEPS.find((step) => step > now.current + 0.01) ?? LARGEST),
    [to],
  );
  const smaller = useCallback(
    () => to([...STEPS].reverse().find((step) => step < now.current - 0.01) ?? 1),
    [to],
  );
  const fit = useCallback(() => to(1), [to]);

  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const touches = new Map<number, { x: number; y: number }>();
    let spread = 0;
    let begun = 1;
    let held: { x: number; y: number } | undefined;

    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      to(now.current * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
    };
    const twice = () => to(now.current > 1 ? 1 : 3);
    const distance = () => {
      const [one, other] = [...touches.values()];
      return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
    };
    const down = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') {
        if (event.button !== 0) return;
        held = { x: event.clientX, y: event.clientY };
        box.setPointerCapture(event.pointerId);
        return;
      }
      touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
      spread = distance();
      begun = now.current;
    };
    const move = (event: PointerEvent) => {
      if (held) {
        box.scrollLeft -= event.clientX - held.x;
        box.scrollTop -= event.clientY - held.y;
        held = { x: event.clientX, y: event.clientY };
      } else if (touches.has(event.pointerId)) {
        touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
        if (touches.size === 2 && spread > 0) to((begun * distance()) / spread);
      }
    };
    const up = (event: PointerEvent) => {
      held = undefined;
      touches.delete(event.pointerId);
    };
    box.addEventListener('wheel', wheel, { passive: false });
    box.addEventListener('dblclick', twice);
    box.addEventListener('pointerdown', down);
    box.addEventListener('pointermove', move);
    box.addEventListener('pointerup', up);
    box.addEventListener('pointercancel', up);
    return () => {
      box.removeEventListener('wheel', wheel);
      box.removeEventListener('dblclick', twice);
      box.removeEventListener('pointerdown', down);
      box.removeEventListener('pointermove', move);
      box.removeEventListener('pointerup', up);
      box.removeEventListener('pointercancel', up);
    };
  }, [to]);

  return { scale, frame, larger, smaller, fit };
}
