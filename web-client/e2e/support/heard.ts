import type { Page } from '@playwright/test';

interface Message {
  type: string;
  at: number;
  [field: string]: unknown;
}

/**
 * What a page hears over its live connections, with the instant of each message. Made before the
 * page is loaded: a connection that was there before is not seen.
 */
export class Heard {
  private readonly messages: Message[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const message = JSON.parse(String(payload)) as Record<string, unknown>;
        this.messages.push({ ...message, type: String(message.type), at: Date.now() });
      }),
    );
  }

  /** The first message since an instant that has these fields; undefined while none came. */
  first(since: number, fields: Record<string, unknown>): Message | undefined {
    return this.messages.find(
      (message) =>
        message.at >= since &&
        Object.entries(fields).every(([name, value]) => message[name] === value),
    );
  }

  /** The last message that has these fields. */
  last(fields: Record<string, unknown>): Message | undefined {
    return this.messages.findLast((message) =>
      Object.entries(fields).every(([name, value]) => message[name] === value),
    );
  }

  /** Waits for it; fails after so many milliseconds from the instant. */
  async next(since: number, within: number, fields: Record<string, unknown>): Promise<Message> {
    for (;;) {
      const message = this.first(since, fields);
      if (message) return message;
      if (Date.now() > since + within) {
        const types = this.messages.filter(({ at }) => at >= since).map(({ type }) => type);
        throw new Error(
          `${JSON.stringify(fields)} was not heard within ${String(within)} ms, but ${types.join(', ')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
