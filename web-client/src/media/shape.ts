import { shapePicture, type Layer, type ScalableEncoding } from './layers';
import type { SourceKind } from './messages';

const SCREEN_FRAMES_PER_SECOND = 15;
/** Sounds before pictures, and an examination before the rest, when the way out is narrow. */
const PRIORITY: Record<SourceKind, RTCPriorityType> = {
  face: 'low',
  examination: 'medium',
  screen: 'medium',
  'body-sound': 'high',
};

/**
 * Makes what a line carries fit a hospital's way out.
 *
 * @param layers of a picture; undefined for a sound
 */
export async function shapeSender(
  sender: RTCRtpSender,
  kind: SourceKind,
  layers: readonly Layer[] | undefined,
): Promise<void> {
  // Perhaps a codec without temporal layers; if not that, the browser's own values stand.
  if (!(await tell(sender, kind, layers, true))) await tell(sender, kind, layers, false);
}

/** Whether the browser took it, with temporal layers or without a word about them. */
async function tell(
  sender: RTCRtpSender,
  kind: SourceKind,
  layers: readonly Layer[] | undefined,
  temporal: boolean,
): Promise<boolean> {
  const parameters = sender.getParameters();
  const encodings = parameters.encodings as typeof parameters.encodings | undefined;
  if (!encodings?.[0]) return true;
  const before = JSON.stringify(parameters);
  if (layers) shapePicture(parameters, layers);
  for (const encoding of encodings) {
    encoding.priority = layers ? PRIORITY[kind] : 'high';
    if (layers && kind === 'screen') encoding.maxFramerate = SCREEN_FRAMES_PER_SECOND;
    if (!temporal) delete (encoding as ScalableEncoding).scalabilityMode;
  }
  if (JSON.stringify(parameters) === before) return true;
  return sender.setParameters(parameters).then(
    () => true,
    () => false,
  );
}
