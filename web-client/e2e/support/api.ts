import { randomUUID } from 'node:crypto';
import type { components } from '../../src/api/generated/schema';

export type Schemas = components['schemas'];

/** An answer that is not a success, with its problem's code. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: unknown,
  ) {
    super(`${status} ${code}: ${JSON.stringify(body)}`);
  }
}

export interface Account {
  user: string;
  password: string;
  role: string;
  name: string;
  unit: string;
}

/** The sample accounts as the sign-in page offers them to this very machine, once all can sign in. */
export async function sampleAccounts(address: string): Promise<Account[]> {
  for (let tries = 0; tries < 600; tries++) {
    const health = await (await fetch(`${address}/health/ready`)).text();
    if (!health.includes('"warming"')) {
      const response = await fetch(`${address}/api/sample-accounts`);
      const page = (await response.json()) as { items: Account[] };
      return page.items;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the sample accounts were not made within a minute');
}

/** A signed-in person who uses the HTTP API without a browser, as docs/http-api.md describes. */
export class Member {
  private constructor(
    readonly address: string,
    readonly account: { user: string; password: string },
    private readonly cookie: string,
    readonly session: Schemas['Session'],
  ) {}

  static async signIn(
    address: string,
    account: { user: string; password: string },
  ): Promise<Member> {
    const response = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ user: account.user, password: account.password }),
    });
    const session = await read<Schemas['Session']>(response);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new Member(address, account, cookie, session);
  }

  async get<T>(path: string): Promise<T> {
    return read<T>(await fetch(this.address + path, { headers: { cookie: this.cookie } }));
  }

  async send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<T> {
    const response = await fetch(this.address + path, {
      method,
      headers: {
        'content-type': 'application/json',
        cookie: this.cookie,
        origin: this.address,
        'x-interconsulta-csrf': this.session.csrf,
      },
      body: JSON.stringify(body),
    });
    return read<T>(response);
  }

  /** Puts a file with a request, whole. */
  async attach(request: string, name: string, bytes: Buffer): Promise<Schemas['Attachment']> {
    const id = randomUUID();
    await this.put(`/api/requests/${request}/attachments/${id}`, {
      side: 'request',
      name,
      size: bytes.length,
    });
    const response = await fetch(`${this.address}/api/attachments/${id}/content`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/octet-stream',
        'upload-offset': '0',
        cookie: this.cookie,
        origin: this.address,
        'x-interconsulta-csrf': this.session.csrf,
      },
      body: new Uint8Array(bytes),
    });
    return read<Schemas['Attachment']>(response);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, body);
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) {
    const code = (body as { code?: string } | undefined)?.code ?? 'no-code';
    throw new Refused(response.status, code, body);
  }
  return body as T;
}

/** Somebody who asks, somebody who covers it, and the reason that joins them. */
export interface Pair {
  requester: Member;
  specialist: Member;
  /** Another specialist who covers the same reason. */
  second: Member;
  reason: Schemas['Reason'];
}

/** Finds two specialists of one specialty and a physician whom they cover, among the sample's. */
export async function findPair(address: string): Promise<Pair> {
  const accounts = await sampleAccounts(address);
  const physicians = accounts.filter((account) => account.role === 'physician');
  const bySpecialty = new Map<string, Member[]>();
  for (const account of accounts.filter((each) => each.role === 'specialist')) {
    const member = await Member.signIn(address, account);
    for (const grant of member.session.grants) {
      for (const specialty of grant.specialties) {
        const members = [...(bySpecialty.get(specialty.id) ?? []), member];
        bySpecialty.set(specialty.id, members);
        const pair = members.length > 1 ? await pairFor(specialty.id, members) : undefined;
        if (pair) return pair;
      }
    }
  }
  throw new Error('the sample has no two specialists who cover one physician');

  async function pairFor(specialty: string, members: Member[]): Promise<Pair | undefined> {
    for (const physician of physicians) {
      const requester = await Member.signIn(address, physician);
      const unit = requester.session.grants[0]?.unit;
      const coverage = await requester.post<Schemas['CoverageAnswer']>('/api/coverage/search', {
        unit,
        specialty,
      });
      const covering = members.filter((member) =>
        coverage.people.some((person) => person.person === member.session.person.id),
      );
      const reasons = await requester.get<Schemas['ReasonPage']>(
        `/api/reasons?specialty=${specialty}`,
      );
      const reason = reasons.items.find((each) => each.active);
      const [specialist, second] = covering;
      if (specialist && second && reason) return { requester, specialist, second, reason };
    }
    return undefined;
  }
}

/** A patient nobody else has: the name carries a word made now. */
export async function registerPatient(member: Member): Promise<Schemas['Patient']> {
  return member.put<Schemas['Patient']>(`/api/patients/${randomUUID()}`, {
    version: 0,
    identified: true,
    givenNames: 'Rosa Elena',
    firstSurname: 'Quintanar',
    secondSurname: uniqueSurname(),
    birthDate: '1961-04-09',
    sex: 'female',
    curpMissing: 'not-at-hand',
  });
}

export function uniqueSurname(): string {
  const letters = [...randomUUID().replace(/\d|-/g, '')].slice(0, 8).join('');
  return `Z${letters}`;
}

/** A complete request, submitted. */
export async function submitRequest(pair: Pair): Promise<Schemas['Request']> {
  const draft = await draftRequest(pair);
  const sent = await pair.requester.post<Schemas['RequestSent']>(
    `/api/requests/${draft.id}/submit`,
    { version: draft.version },
  );
  return sent.request;
}

/** A complete request, not submitted. */
export async function draftRequest(pair: Pair): Promise<Schemas['Request']> {
  const patient = await registerPatient(pair.requester);
  const id = randomUUID();
  return pair.requester.put<Schemas['Request']>(`/api/requests/${id}`, {
    version: 0,
    patient: patient.id,
    kind: 'second-opinion',
    specialty: pair.reason.specialty,
    reason: pair.reason.id,
    priority: 'routine',
    content: {
      clinicalSummary:
        'Paciente con tres meses de evolución, sin respuesta al tratamiento inicial.',
      question: '¿Qué estudio sigue y qué ajuste de tratamiento conviene?',
      vitalSigns: { heartRate: 84, systolic: 128, diastolic: 76, temperature: 36.7 },
      travel: { means: 'bus', companions: 1, companionsWorking: 1, patientWorks: true },
    },
  });
}

/** Books the soonest free place for a request. */
export async function bookRequest(
  pair: Pair,
  request: Schemas['Request'],
): Promise<Schemas['Request']> {
  const { items } = await pair.requester.get<Schemas['FreePlaces']>(
    `/api/requests/${request.id}/places?limit=1`,
  );
  const place = items[0];
  if (!place) throw new Error('there is no free place');
  return pair.requester.post<Schemas['Request']>(`/api/requests/${request.id}/book`, {
    version: request.version,
    start: place.start,
    specialist: place.specialist.person,
    unit: place.specialist.unit,
  });
}

/** Everything a signature needs. */
export const completeFields: Schemas['NoteFields'] = {
  reason: 'Segunda opinión',
  historySummary: 'Tres meses de evolución.',
  physicalExam: 'Consciente, orientada, cooperadora. Resto referido por la unidad solicitante.',
  vitalSigns: { heartRate: 84, systolic: 128, diastolic: 76, temperature: 36.7 },
  diagnoses: [{ text: 'Diagnóstico de prueba' }],
  diagnosticCriteria: 'Cuadro clínico y estudios referidos.',
  studyPlan: 'Control en cuatro semanas.',
  suggestions: 'Ajustar dosis según respuesta.',
  treatment: 'Continuar tratamiento actual.',
  prognosis: 'Bueno para la vida y la función.',
  disposition: 'managed-at-unit',
};

/** Saves a whole note and freezes it; what is left to do is to sign `hash`. */
export async function prepareNote(author: Member, request: string): Promise<string> {
  const sitting = randomUUID();
  const view = await author.get<Schemas['NoteView']>(`/api/requests/${request}/note`);
  const saved = await author.put<Schemas['DraftSaved']>(`/api/requests/${request}/note/draft`, {
    version: view.draft?.version ?? 0,
    sitting,
    takeOver: true,
    fields: completeFields,
  });
  const prepared = await author.post<Schemas['PreparedNote']>(
    `/api/requests/${request}/note/prepare`,
    { version: saved.version, mode: 'written', sitting },
  );
  return prepared.hash;
}

/** Proves who the author is for this hash and signs. */
export async function sign(
  author: Member,
  request: string,
  hash: string,
): Promise<Schemas['SignedNote']> {
  const { proof } = await author.post<Schemas['Proof']>('/api/proofs', {
    hash,
    password: author.account.password,
  });
  return author.post<Schemas['SignedNote']>(`/api/requests/${request}/note/sign`, { hash, proof });
}

/** A request that was accepted and has consent to video: what is left is to enter. */
export async function readyToMeet(
  pair: Pair,
  sent?: Schemas['Request'],
): Promise<{ request: Schemas['Request']; consultation: string }> {
  sent ??= await submitRequest(pair);
  const request = await pair.specialist.post<Schemas['Request']>(
    `/api/requests/${sent.id}/accept`,
    {
      version: sent.version,
    },
  );
  const consultation = request.consultation ?? '';
  await giveConsent(pair.requester, consultation);
  return { request, consultation };
}

/** The patient agrees to video, as the physician beside them records it. */
export async function giveConsent(requester: Member, consultation: string): Promise<void> {
  const { version } = await requester.get<Schemas['Consultation']>(
    `/api/consultations/${consultation}`,
  );
  await requester.put(`/api/consultations/${consultation}/consent`, {
    version,
    scope: 'video',
    basis: 'given',
    givenBy: 'patient',
    name: 'Rosa Elena Quintanar',
    how: 'verbal',
  });
}
