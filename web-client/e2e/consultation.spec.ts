import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { findPair, Member, type Pair, type Schemas, uniqueSurname } from './support/api';
import {
  type DatabaseKind,
  databaseKinds,
  openDatabase,
  reportDatabases,
  type SharedDatabase,
} from './support/databases';
import { dump, signedNote } from './support/evidence';
import { expect, test, type Window } from './support/fixtures';
import { countPeers, expectSeesAndHears, sending } from './support/media';
import { newDataFolder, newerJava, Program } from './support/program';
import {
  button,
  enterRoom,
  fillRequest,
  nameOf,
  recordConsent,
  registerPatient,
  signIn,
  signNote,
  writeNote,
} from './support/steps';
import { word } from './support/words';

/**
 * One consultation as two people live it, each at a browser of their own, on a server whose database
 * is a process beside it, so that a plain driver can read what came out. Every text that is written
 * carries a mark, and afterwards the mark is looked for wherever it must not be.
 */
/** Where it is tried: on every database there is, and on a newer Java where one is found. */
const newer = newerJava();
const grounds: { kind: DatabaseKind; java?: string; name: string }[] = [
  ...databaseKinds.map((kind) => ({ kind, name: kind })),
  ...(newer ? [{ kind: 'embedded' as const, java: newer, name: 'embedded, Java 25' }] : []),
];

for (const { kind, java, name } of grounds) {
  test.describe(`a consultation, from the request to the printed note (${name})`, () => {
    test.describe.configure({ mode: 'serial' });

    const data = newDataFolder();
    const mark = `XMARCA${randomBytes(4).toString('hex').toUpperCase()}`;
    const surname = uniqueSurname();
    let database: SharedDatabase;
    let server: Program;
    let pair: Pair;
    let specialtyName: string;
    let requester: Window;
    let specialist: Window;
    let requestId: string;
    let consultationId: string;
    const logs: string[] = [];

    const startServer = () =>
      Program.start(join(data.path, 'server'), {
        environment: { ...database.environment, ...(java ? { JAVA_HOME: java } : {}) },
      });

    test.beforeAll(async ({ browser, otherBrowser, contextOptions }) => {
      test.setTimeout(120_000);
      database = await openDatabase(kind, data.path);
      if (kind === 'embedded' && !java) {
        reportDatabases('a consultation');
        console.log(`a consultation on Java 25: ${newer ? 'runs' : 'not run (none found)'}`);
      }
      server = await startServer();
      pair = await findPair(server.address);
      const specialties = await pair.requester.get<Schemas['SpecialtyPage']>('/api/specialties');
      specialtyName = nameOf(
        specialties.items.find((each) => each.id === pair.reason.specialty) ?? pair.reason,
      );
      expect(browser).not.toBe(otherBrowser);
      expect(contextOptions).toBeDefined();
    });

    test.afterAll(async () => {
      await server.stop();
      await database.close();
      data.drop();
    });

    test('is asked, accepted, held on video, signed, read and printed', async ({
      openWindow,
      otherBrowser,
    }) => {
      test.setTimeout(300_000);
      requester = await openWindow({ address: server.address });
      specialist = await openWindow({ address: server.address, browser: otherBrowser });
      await countPeers(requester.context);
      await countPeers(specialist.context);
      const asks = requester.page;
      const answers = specialist.page;

      await test.step('the specialist waits at the inbox', async () => {
        await signIn(answers, server.address, pair.specialist.account);
        await answers.goto(`${server.address}/inbox`);
        await expect(answers.getByRole('heading', { name: word('inbox.title') })).toBeVisible();
      });
      const titleBefore = await answers.title();

      await test.step('the physician writes the request and sends it', async () => {
        await signIn(asks, server.address, pair.requester.account);
        await asks.goto(`${server.address}/requests/new`);
        await registerPatient(asks, {
          givenNames: 'Rosa Elena',
          firstSurname: 'Quintanar',
          secondSurname: surname,
        });
        await fillRequest(asks, {
          specialty: specialtyName,
          reason: nameOf(pair.reason),
          summary: `Tres meses de evolución. ${mark}`,
          question: `¿Qué sigue? ${mark}`,
        });
        await expect(
          asks.getByText(new RegExp(word('presence.present'), 'i')).first(),
        ).toBeVisible();
        await button(asks, word('request.send')).click();
        await expect(asks.getByText(/^Solicitud enviada\./)).toBeVisible();
        await expect(asks).toHaveURL(/\/requests\/[0-9a-f-]{36}$/);
        requestId = asks.url().split('/').at(-1) ?? '';
      });

      await test.step('it arrives without reloading, counted in the title', async () => {
        await expect(answers.getByText(new RegExp(surname))).toBeVisible();
        await expect.poll(() => answers.title()).not.toBe(titleBefore);
        expect(await answers.title()).toMatch(/^\(\d+\) /);
      });

      await test.step('the specialist reads and accepts it', async () => {
        await answers.getByText(new RegExp(surname)).first().click();
        await expect(answers.getByText(`¿Qué sigue? ${mark}`)).toBeVisible();
        await button(answers, word('inbox.accept')).click();
        await expect(answers).toHaveURL(/\/rooms\//);
        consultationId = answers.url().split('/').at(-1) ?? '';
      });

      await test.step('consent is recorded and both enter after the device check', async () => {
        await asks.goto(`${server.address}/rooms/${consultationId}`);
        await recordConsent(asks);
        await enterRoom(asks);
        await enterRoom(answers);
      });

      await test.step('each sees and hears the other', async () => {
        await expectSeesAndHears(asks, 'the requester');
        await expectSeesAndHears(answers, 'the specialist');
      });

      await test.step("the other's telephone number is at hand", async () => {
        await expect(asks.locator('a[href^="tel:"]').first()).toBeVisible();
        await expect(answers.locator('a[href^="tel:"]').first()).toBeVisible();
      });

      await test.step('camera and microphone change in the call', async () => {
        const before = await sending(asks);
        await button(asks, word('room.devices')).click();
        await chooseAnother(asks, word('check.camera'));
        await chooseAnother(asks, word('check.microphone'));
        await expect
          .poll(async () => {
            const now = await sending(asks);
            return now.video !== before.video && now.audio !== before.audio;
          })
          .toBe(true);
        await asks.keyboard.press('Escape');
        await expectSeesAndHears(answers, 'the specialist after the change');
      });

      await test.step('the note is typed; a dead tab loses nothing', async () => {
        await writeNote(answers, mark);
        await expect(answers.getByText(new RegExp(word('save.bothWhere'))).first()).toBeVisible();
        await answers.close({ runBeforeUnload: false });
        specialist.page = await specialist.context.newPage();
        await specialist.page.goto(`${server.address}/rooms/${consultationId}`);
        await enterRoom(specialist.page);
        await expect(specialist.page.getByText(`Plan ${mark}`).first()).toBeVisible();
        await expectSeesAndHears(asks, 'the requester after the specialist came back');
      });

      await test.step('a second window of the same author is told', async () => {
        const second = await specialist.context.newPage();
        await second.goto(`${server.address}/notes/${requestId}`);
        await expect(second.getByText(word('secondWindow.title'))).toBeVisible();
        await second.close();
      });

      await test.step('the author proves who they are and signs', async () => {
        await signNote(specialist.page, pair.specialist.account.password);
      });

      await test.step('the consultation ends with a reason', async () => {
        await button(specialist.page, word('room.end')).click();
        const dialog = specialist.page.getByRole('dialog');
        if (await dialog.isVisible()) await button(dialog, word('end.confirm')).click();
        await expect
          .poll(
            async () =>
              (
                await pair.requester.get<Schemas['Consultation']>(
                  `/api/consultations/${consultationId}`,
                )
              ).endReason,
          )
          .toBe('completed');
      });

      await test.step('the requester reads the note and prints it', async () => {
        const { answer } = await pair.requester.get<Schemas['Request']>(
          `/api/requests/${requestId}`,
        );
        await asks.goto(`${server.address}/requests/${requestId}`);
        await asks.getByRole('link', { name: word('request.readNote') }).click();
        await expect(asks.getByText(`Tratamiento ${mark}`).first()).toBeVisible();
        await asks.goto(`${server.address}/letters/${answer?.note}`);
        await expect(asks.getByText(`Tratamiento ${mark}`).first()).toBeVisible();
        const paper = await asks.pdf({ format: 'Letter', printBackground: true });
        expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
        expect(paper.length).toBeGreaterThan(5_000);
      });

      await test.step('both find it later', async () => {
        const { patient } = await pair.requester.get<Schemas['Request']>(
          `/api/requests/${requestId}`,
        );
        for (const page of [asks, specialist.page]) {
          await page.goto(`${server.address}/patients/${patient?.id}`);
          await expect(page.getByText(word('record.kind.note')).first()).toBeVisible();
        }
      });

      await test.step('nothing written is left in the storage of either browser', async () => {
        for (const { page } of [requester, specialist]) {
          expect(await storageOf(page)).not.toContain(mark);
          expect(await storageOf(page)).not.toContain(surname);
          expect(page.url()).not.toContain(mark);
        }
      });
    });

    test('left a note whose hash a plain driver recomputes', () => {
      const note = signedNote(database.uri, database.keyFile, requestId);
      expect(note.computed).toBe(note.hash);
      expect(note.content.fields.treatment).toBe(`Tratamiento ${mark}`);
    });

    test('left nothing readable in the database, the logs or the metrics', async () => {
      logs.push(server.output, database.output());
      const bytes = dump(database.uri);
      expect(bytes.length).toBeGreaterThan(10_000);
      for (const secret of [mark, surname, 'Quintanar']) {
        expect(bytes.includes(secret), `${secret} in the database`).toBe(false);
        expect(logs.join('\n').includes(secret), `${secret} in the logs`).toBe(false);
      }
      const metrics = await (await fetch(`${server.address}/metrics`)).text();
      expect(metrics).not.toContain(mark);
      expect(metrics).not.toContain(surname);
    });

    test('is the same after a restart', async () => {
      const read = async (account: { user: string; password: string }) => {
        const member = await Member.signIn(server.address, account);
        return member.get<Schemas['NoteView']>(`/api/requests/${requestId}/note`);
      };
      const before = await read(pair.requester.account);
      await server.stop();
      logs.push(server.output);
      server = await startServer();
      const after = await read(pair.requester.account);
      expect(after.signed?.hash).toBe(before.signed?.hash);
      expect(after.signed?.canonical).toBe(before.signed?.canonical);
      expect((await read(pair.specialist.account)).state).toBe('signed');
    });
  });
}

/** Takes another device than the one in use. */
async function chooseAnother(page: Page, label: string): Promise<void> {
  const opener = page.getByRole('button', { name: new RegExp(`${label}\\b`) }).last();
  await opener.click();
  const options = page.getByRole('option');
  const others = page.locator('[role=option]:not([aria-selected=true])');
  await expect(options.first()).toBeVisible();
  await others.last().click();
}

/** Everything a page keeps: cookies it can see, both storages, every database, every cache. */
function storageOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [document.cookie, { ...localStorage }, { ...sessionStorage }];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(new Error(name));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result as unknown[]);
          reading.onerror = () => reject(new Error(store));
        });
        found.push(rows);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        found.push(request.url, await (await cache.match(request))?.text());
      }
    }
    // Bytes as text, so that words in a typed array would be found too.
    const text = new TextDecoder('latin1');
    return JSON.stringify(found, (_, value: unknown) => {
      if (value instanceof ArrayBuffer) return text.decode(value);
      if (ArrayBuffer.isView(value)) return text.decode(value);
      return value;
    });
  });
}
