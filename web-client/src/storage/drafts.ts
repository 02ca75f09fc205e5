import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/**
 * Drafts kept on this computer, so that a dead tab or a lost line costs nothing.
 *
 * Each is sealed with AES-GCM under a key of its author that the server gives after sign-in; the
 * page holds it only in memory and cannot read its bytes back. At rest there are opaque ids, a
 * nonce and ciphertext, so somebody else at the same computer reads nothing. Author and request
 * are authenticated with the text: a draft moved to another place does not open.
 */
export interface LocalDraft<T> {
  /** What was written. */
  readonly content: T;
  /** The server's version that it was written on; 0 when the server had none. */
  readonly baseVersion: number;
  /** Whether the server has not yet acknowledged it. */
  readonly pending: boolean;
  /** RFC 3339 instant of the last change, by this computer's clock. */
  readonly changedAt: string;
  /** The sitting that wrote it. */
  readonly sitting?: string;
}

/** An author and the key of the author's drafts. */
export interface DraftKey {
  readonly author: string;
  readonly key: CryptoKey;
}

interface SealedDraft {
  author: string;
  request: string;
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

interface DraftSchema extends DBSchema {
  drafts: { key: [string, string]; value: SealedDraft };
}

const DATABASE = 'interconsulta-drafts';

/** Takes the key that the session carries (32 bytes in base64) into memory, not readable again. */
export async function importDraftKey(author: string, base64: string): Promise<DraftKey> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  return { author, key };
}

/** The drafts of one author on this computer. */
export class Drafts<T> {
  private constructor(
    private readonly database: IDBPDatabase<DraftSchema>,
    private readonly owner: DraftKey,
  ) {}

  static async open<T>(owner: DraftKey, name = DATABASE): Promise<Drafts<T>> {
    const database = await openDB<DraftSchema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('drafts', { keyPath: ['author', 'request'] });
      },
    });
    return new Drafts<T>(database, owner);
  }

  /** Keeps a draft, in place of the one before. */
  async write(request: string, draft: LocalDraft<T>): Promise<void> {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: this.place(request) },
      this.owner.key,
      new TextEncoder().encode(JSON.stringify(draft)),
    );
    await this.database.put('drafts', { author: this.owner.author, request, nonce, sealed });
  }

  /** The draft kept, or nothing: also when it does not open, because its key has changed. */
  async read(request: string): Promise<LocalDraft<T> | undefined> {
    const kept = await this.database.get('drafts', [this.owner.author, request]);
    if (!kept) return undefined;
    try {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: kept.nonce, additionalData: this.place(request) },
        this.owner.key,
        kept.sealed,
      );
      return JSON.parse(new TextDecoder().decode(plain)) as LocalDraft<T>;
    } catch {
      return undefined;
    }
  }

  /** Forgets a draft: it was signed, or the server has it and it is no longer wanted here. */
  async clear(request: string): Promise<void> {
    await this.database.delete('drafts', [this.owner.author, request]);
  }

  close(): void {
    this.database.close();
  }

  private place(request: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(`draft/${this.owner.author}/${request}`);
  }
}
