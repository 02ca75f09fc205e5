/**
 * Whether this browser sends no media to a loopback address: Firefox, which offers no candidate of
 * its own there to send from (also with its preference `media.peerconnection.ice.loopback`).
 */
export function shunsLoopback(agent: string = navigator.userAgent): boolean {
  return /\bFirefox\//.test(agent) && !/\bSeamonkey\//.test(agent);
}
