import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The page of the baseline: camera and microphone as ours asks for them, a button, two pictures. */
const page = (side: string) => `<!doctype html>
<html lang="en">
<title>bare call</title>
<button id="enter" disabled>enter</button>
<video id="own" autoplay muted playsinline></video>
<video id="other" autoplay playsinline></video>
<script type="module">
const side = ${JSON.stringify(side)};
const send = (message) => fetch('/send/' + side, { method: 'POST', body: JSON.stringify(message) });
const stream = await navigator.mediaDevices.getUserMedia({
  audio: true,
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
});
document.querySelector('#own').srcObject = stream;
const button = document.querySelector('#enter');
button.disabled = false;
button.onclick = () => {
  const peer = new RTCPeerConnection();
  for (const track of stream.getTracks()) peer.addTrack(track, stream);
  peer.ontrack = (event) => { document.querySelector('#other').srcObject = event.streams[0]; };
  peer.onicecandidate = (event) => event.candidate && send({ candidate: event.candidate });
  const events = new EventSource('/events/' + side);
  const waiting = [];
  const describe = async (description) => {
    await peer.setLocalDescription(description);
    await send({ description: peer.localDescription });
  };
  events.onmessage = async ({ data }) => {
    const message = JSON.parse(data);
    if (message.both && side === 'a') await describe(await peer.createOffer());
    if (message.description) {
      await peer.setRemoteDescription(message.description);
      for (const candidate of waiting.splice(0)) await peer.addIceCandidate(candidate);
      if (message.description.type === 'offer') await describe(await peer.createAnswer());
    }
    if (message.candidate) {
      if (peer.remoteDescription) await peer.addIceCandidate(message.candidate);
      else waiting.push(message.candidate);
    }
  };
};
</script>
</html>`;

/**
 * The least there can be between two browsers: a server that passes descriptions and candidates on.
 * No sign-in, no admission, no room.
 */
export class BareCall {
  private readonly listeners = new Map<string, ServerResponse>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<BareCall> {
    const server = createServer();
    const call = new BareCall(server);
    server.on('request', (request, response) => {
      const [, what = '', side = ''] = (request.url ?? '').split('/');
      if (what === 'events') {
        response.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
        });
        response.flushHeaders();
        call.listeners.set(side, response);
        request.on('close', () => call.listeners.delete(side));
        if (call.listeners.size === 2) {
          for (const listener of call.listeners.values()) listener.write('data: {"both":true}\n\n');
        }
      } else if (what === 'send') {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          call.listeners.get(side === 'a' ? 'b' : 'a')?.write(`data: ${body}\n\n`);
          response.writeHead(204).end();
        });
      } else {
        response.writeHead(200, { 'content-type': 'text/html' }).end(page(side));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return call;
  }

  address(side: 'a' | 'b'): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/call/${side}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
