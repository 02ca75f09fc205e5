import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sitting, sittingId, type Channel, type SittingMessage } from './sitting';

type Listener = (event: MessageEvent<SittingMessage>) => void;

/** A BroadcastChannel without its timing: everybody else hears at once. */
class Wire {
  private readonly ends = new Map<Channel, Listener[]>();

  end(): Channel {
    const end: Channel = {
      postMessage: (data) => {
        for (const [other, listeners] of this.ends) {
          if (other !== end)
            for (const hear of listeners) hear({ data } as MessageEvent<SittingMessage>);
        }
      },
      addEventListener: (_type, listener) => this.ends.get(end)?.push(listener),
      close: () => this.ends.delete(end),
    };
    this.ends.set(end, []);
    return end;
  }
}

const quiet = { taken: (): Promise<void> => Promise.resolve() };
let wire: Wire;

beforeEach(() => {
  vi.useFakeTimers();
  wire = new Wire();
});
afterEach(() => vi.useRealTimers());

async function after<T>(promise: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(5_000);
  return promise;
}

describe('windows of one author', () => {
  it('let the first write and the second read', async () => {
    const first = new Sitting('nota', quiet, wire.end());
    const second = new Sitting('nota', quiet, wire.end());

    expect(await after(first.begin())).toBe(true);
    expect(await after(second.begin())).toBe(false);
  });

  it('hand the draft over after the first saved it', async () => {
    const order: string[] = [];
    const first = new Sitting(
      'nota',
      {
        taken: () => {
          order.push('saved');
          return Promise.resolve();
        },
      },
      wire.end(),
    );
    const second = new Sitting('nota', quiet, wire.end());
    await after(first.begin());
    await after(second.begin());

    await after(second.take().then(() => order.push('taken')));

    expect(order).toEqual(['saved', 'taken']);
    expect(first.writes).toBe(false);
    expect(second.writes).toBe(true);
  });

  it('do not wait for ever for a window that is dead', async () => {
    const second = new Sitting('nota', quiet, wire.end());
    await after(second.take());
    expect(second.writes).toBe(true);
  });

  it('are free again when the first is closed', async () => {
    const first = new Sitting('nota', quiet, wire.end());
    await after(first.begin());
    first.end();
    const second = new Sitting('nota', quiet, wire.end());
    expect(await after(second.begin())).toBe(true);
  });

  it('do not mind windows with another draft', async () => {
    await after(new Sitting('nota', quiet, wire.end()).begin());
    expect(await after(new Sitting('otra', quiet, wire.end()).begin())).toBe(true);
  });

  it('keep their sitting over a reload', () => {
    const store = new Map<string, string>();
    const storage = {
      getItem: (name: string) => store.get(name) ?? null,
      setItem: (name: string, value: string) => void store.set(name, value),
    } as unknown as Storage;
    expect(sittingId(storage)).toBe(sittingId(storage));
  });
});
