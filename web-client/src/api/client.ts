import createClient, { type Middleware } from 'openapi-fetch';
import { sessionStore } from '../app/session';
import { languageNow } from '../i18n/language';
import type { paths } from './generated/schema';
import { ApiProblem, NoConnection, type Problem } from './problem';

const changes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', languageNow());
    const state = sessionStore.get();
    if (changes.has(request.method) && state.phase === 'signed-in') {
      request.headers.set('X-Interconsulta-Csrf', state.session.csrf);
    }
    return request;
  },
};

/** The HTTP API, typed by the OpenAPI document. Wrap calls in `call`. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });
api.use(headers);

interface Result<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The body of a successful answer, else a thrown `ApiProblem` or `NoConnection`. A session that the
 * server no longer knows ends here too, and the sign-in page takes over.
 */
export async function call<T>(pending: Promise<Result<T>>): Promise<T> {
  let result: Result<T>;
  try {
    result = await pending;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NoConnection(cause);
  }
  if (result.response.ok) return result.data as T;
  const problem = asProblem(result.error, result.response);
  if (problem.status === 401 && problem.code === 'signed-out') sessionStore.signedOut(true);
  throw new ApiProblem(problem);
}

function asProblem(error: unknown, response: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return {
    type: 'about:blank',
    title: `${response.status} ${response.statusText}`.trim(),
    status: response.status,
    code: `http-${response.status}`,
  };
}
