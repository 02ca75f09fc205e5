import { api, call } from '../api/client';
import { ApiProblem, NoConnection, type Problem } from '../api/problem';
import { sessionStore } from '../app/session';
import { languageNow } from '../i18n/language';
import type { Attachment, FileServer, Side } from './upload';

/** Where the bytes of a file are read. */
export function contentOf(id: string): string {
  return `/api/attachments/${id}/content`;
}

/** Where its small picture is read. */
export function thumbnailOf(id: string): string {
  return `/api/attachments/${id}/thumbnail`;
}

/** The operations on the files of one request, or of its note. */
export function fileServer(request: string, side: Side): FileServer {
  return {
    begin: (id, name, size) =>
      call(
        api.PUT('/api/requests/{id}/attachments/{attachment}', {
          params: { path: { id: request, attachment: id } },
          body: { side, name, size },
        }),
      ),
    send,
    remove: async (id) => {
      await call(api.DELETE('/api/attachments/{id}', { params: { path: { id } } }));
    },
  };
}

/** With XMLHttpRequest, because fetch does not say how much of a body has left. */
function send(
  id: string,
  offset: number,
  bytes: Blob,
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const state = sessionStore.get();
    request.open('PATCH', contentOf(id));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Upload-Offset', String(offset));
    request.setRequestHeader('Accept-Language', languageNow());
    if (state.phase === 'signed-in') {
      request.setRequestHeader('X-Interconsulta-Csrf', state.session.csrf);
    }
    request.responseType = 'json';
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onload = () => {
      if (request.status === 200) resolve(request.response as Attachment);
      else reject(new ApiProblem(asProblem(request)));
    };
    request.onerror = () => reject(new NoConnection('the line dropped'));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(bytes);
  });
}

function asProblem(request: XMLHttpRequest): Problem {
  const body = request.response as Problem | null;
  if (body && typeof body === 'object' && 'code' in body) return body;
  return {
    type: 'about:blank',
    title: `${request.status} ${request.statusText}`.trim(),
    status: request.status,
    code: `http-${request.status}`,
  };
}
