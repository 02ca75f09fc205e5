import type { Translate } from '../i18n/language';

/** RFC 9457 problem of the server, with the details of its code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  correlation?: string;
  fields?: { path: string; code: string; message: string }[];
  [detail: string]: unknown;
}

/** The server refused: its problem says why, in the language of the page. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'ApiProblem';
  }
}

/** The server was not reached; nothing is known of what happened there. */
export class NoConnection extends Error {
  constructor(cause: unknown) {
    super('no connection', { cause });
    this.name = 'NoConnection';
  }
}

/** Whether a failure is the problem of this code. */
export function isProblem(failure: unknown, code: string): failure is ApiProblem {
  return failure instanceof ApiProblem && failure.problem.code === code;
}

/** What happened, in one sentence. */
export function failureTitle(failure: unknown, t: Translate): string {
  if (failure instanceof ApiProblem) return failure.problem.title;
  if (failure instanceof NoConnection) return t('error.network');
  return t('error.unexpected');
}

/** What is kept and what to do, with the code that operations can look up. */
export function failureDetail(failure: unknown, t: Translate): string {
  if (failure instanceof NoConnection) return t('error.networkDetail');
  if (!(failure instanceof ApiProblem)) return '';
  const { detail, correlation } = failure.problem;
  return [detail, correlation && t('error.code', { code: correlation })].filter(Boolean).join(' ');
}

/** The message for a field of the body sent, by its JSON Pointer. */
export function fieldMessage(failure: unknown, path: string): string | undefined {
  if (!(failure instanceof ApiProblem)) return undefined;
  return failure.problem.fields?.find((field) => field.path === path)?.message;
}
