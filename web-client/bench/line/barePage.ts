import type { BrowserContext } from '@playwright/test';

/** Where the bare pages live: nowhere. The browser is told to trust it with camera and microphone. */
export const bareAddress = 'http://bench.test';
export const bareFlags = [
  `--unsafely-treat-insecure-origin-as-secure=${bareAddress}`,
  // The page has no address, Janus has one of a private network: no question is to be asked.
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks,PrivateNetworkAccessChecks',
  '--use-fake-device-for-media-stream=fps=15',
];

const shared = `
const own = document.querySelector('#own');
const other = document.querySelector('#other');
const camera = async () => (own.srcObject = await navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
const show = (peer) => peer.addEventListener('track', ({ track }) => {
  const stream = other.srcObject ?? new MediaStream();
  stream.addTrack(track);
  other.srcObject = stream;
});
const gathered = (peer) => peer.iceGatheringState === 'complete'
  ? Promise.resolve()
  : new Promise((resolve) => peer.addEventListener('icegatheringstatechange',
      () => peer.iceGatheringState === 'complete' && resolve()));
const describe = async (peer, description) => {
  await peer.setLocalDescription(description);
  await gathered(peer);
  return { type: peer.localDescription.type, sdp: peer.localDescription.sdp };
};
`;

/** Two RTCPeerConnections: the test carries the descriptions from one page to the other. */
const direct = `${shared}
window.offer = async () => {
  window.peer = new RTCPeerConnection();
  show(window.peer);
  const stream = await camera();
  for (const track of stream.getTracks()) window.peer.addTrack(track, stream);
  return describe(window.peer, await window.peer.createOffer());
};
window.answer = async (offer) => {
  window.peer = new RTCPeerConnection();
  show(window.peer);
  await window.peer.setRemoteDescription(offer);
  const stream = await camera();
  for (const track of stream.getTracks()) window.peer.addTrack(track, stream);
  return describe(window.peer, await window.peer.createAnswer());
};
window.accept = (answer) => window.peer.setRemoteDescription(answer);
`;

/** One who publishes to Janus's videoroom and subscribes to whoever else is there. */
const janus = `${shared}
window.enter = async ({ url, room }) => {
  const socket = new WebSocket(url, 'janus-protocol');
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
  let session;
  let number = 0;
  const waiting = new Map();
  const listeners = new Map();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.janus === 'ack') return;
    const answer = waiting.get(message.transaction);
    if (answer) { waiting.delete(message.transaction); answer(message); }
    else listeners.get(message.sender)?.(message);
  };
  const call = (message) => new Promise((resolve) => {
    const transaction = 't' + number++;
    waiting.set(transaction, resolve);
    socket.send(JSON.stringify({ ...message, transaction, ...(session ? { session_id: session } : {}) }));
  });
  session = (await call({ janus: 'create' })).data.id;
  setInterval(() => call({ janus: 'keepalive' }), 20000);
  const attach = async () => (await call({ janus: 'attach', plugin: 'janus.plugin.videoroom' })).data.id;
  const ask = (handle_id, body, jsep) => call({ janus: 'message', handle_id, body, ...(jsep ? { jsep } : {}) });
  const publisher = await attach();
  await ask(publisher, { request: 'create', room, publishers: 6, bitrate: 2000000, videocodec: 'vp8', audiocodec: 'opus', opus_fec: true, fir_freq: 10 });
  const subscribe = async (feed) => {
    const handle = await attach();
    const event = await ask(handle, { request: 'join', ptype: 'subscriber', room, streams: [{ feed: feed.id }] });
    const peer = new RTCPeerConnection();
    show(peer);
    await peer.setRemoteDescription(event.jsep);
    await ask(handle, { request: 'start' }, await describe(peer, await peer.createAnswer()));
  };
  listeners.set(publisher, (message) => {
    for (const feed of message.plugindata?.data.publishers ?? []) void subscribe(feed);
  });
  const peer = new RTCPeerConnection();
  const stream = await camera();
  for (const track of stream.getTracks()) peer.addTrack(track, stream);
  const joined = await ask(publisher, { request: 'joinandconfigure', ptype: 'publisher', room },
    await describe(peer, await peer.createOffer()));
  await peer.setRemoteDescription(joined.jsep);
  for (const feed of joined.plugindata.data.publishers ?? []) await subscribe(feed);
};
`;

const page = (script: string) => `<!doctype html>
<html lang="en">
<title>bench</title>
<video id="own" autoplay muted playsinline></video>
<video id="other" autoplay playsinline></video>
<script type="module">${script}</script>
</html>`;

/** Lets a browser context open the bare pages. */
export async function serveBarePages(context: BrowserContext): Promise<void> {
  for (const [name, script] of Object.entries({ direct, janus })) {
    await context.route(`${bareAddress}/${name}`, (route) =>
      route.fulfill({ contentType: 'text/html', body: page(script) }),
    );
  }
}
