import type { LiveClient } from './client';
import type { RoomEntered, RoomText, ServerMessages, ServerType } from './messages';

type RoomType = {
  [T in ServerType]: ServerMessages[T] extends { room: string } ? T : never;
}[ServerType];

/**
 * One room over the live connection. A dropped connection that resumes goes on by itself; one that
 * does not has left the room: `onLost` is called, and the page enters again with a new pass.
 */
export class RoomChannel {
  private readonly ends: (() => void)[] = [];
  private readonly lostListeners = new Set<() => void>();
  private inside = false;

  constructor(
    private readonly live: LiveClient,
    readonly room: string,
  ) {
    this.ends.push(
      live.on('welcome', (welcome) => {
        const still = welcome.rooms.some((entry) => entry.room === room);
        if (!this.inside || (welcome.resumed && still)) return;
        this.inside = false;
        for (const listener of [...this.lostListeners]) listener();
      }),
      live.on('room.closed', (message) => {
        if (message.room === room) this.inside = false;
      }),
    );
  }

  /** Enters; `takeOver` replaces the person's other window. Rejects with a `LiveError`. */
  async enter(pass: string, takeOver = false): Promise<RoomEntered> {
    const entered = await this.live.request<RoomEntered>({
      type: 'room.enter',
      room: this.room,
      pass,
      ...(takeOver ? { takeOver } : {}),
    });
    this.inside = true;
    return entered;
  }

  /** Calls `listener` for each message of this type about this room; the answer ends it. */
  on<T extends RoomType>(type: T, listener: (message: ServerMessages[T]) => void): () => void {
    const end = this.live.on(type, (message) => {
      if ((message as unknown as { room: string }).room === this.room) listener(message);
    });
    this.ends.push(end);
    return end;
  }

  /** Calls `listener` when the page is no longer in the room because its connection was lost. */
  onLost(listener: () => void): () => void {
    this.lostListeners.add(listener);
    return () => this.lostListeners.delete(listener);
  }

  /** Sends a message of this room, media messages above all; says whether it was sent. */
  send(type: string, fields: Record<string, unknown> = {}): boolean {
    return this.live.send({ ...fields, type, room: this.room });
  }

  /**
   * Says something in writing; the answer is the text as everybody has it. `message` is its id, the
   * same when it is said again.
   */
  chat(text: string, message: string): Promise<RoomText> {
    return this.live.request<RoomText>({ type: 'room.chat', room: this.room, message, text });
  }

  /** Leaves and stops listening. */
  leave(): void {
    if (this.inside) {
      this.live.request({ type: 'room.leave', room: this.room }).catch(() => undefined);
    }
    this.close();
  }

  /** Stops listening without a word to the server. */
  close(): void {
    this.inside = false;
    for (const end of this.ends.splice(0)) end();
    this.lostListeners.clear();
  }
}
