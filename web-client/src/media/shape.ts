import { shapePicture, type Layer } from './layers';
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
  const parameters = sender.getParameters();
  const encodings = parameters.encodings as typeof parameters.encodings | undefined;
  if (!encodings?.[0]) return;
  const before = JSON.stringify(parameters);
  if (layers) shapePicture(parameters, layers);
  for (const encoding of encodings) {
    encoding.priority = layers ? PRIORITY[kind] : 'high';
    if (layers && kind === 'screen') encoding.maxFramerate = SCREEN_FRAMES_PER_SECOND;
  }
  if (JSON.stringify(parameters) === before) return;
  try {
    await sender.setParameters(parameters);
  } catch {
    // The browser's own values stand.
  }
}
