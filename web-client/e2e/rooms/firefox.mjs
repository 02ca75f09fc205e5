// Drives Debian's Firefox by WebDriver BiDi, from inside the host it runs on: its driver's port is
// on that host's loopback. Orders come in as lines of JSON, answers go out the same way.
//
// node firefox.mjs EXECUTABLE
import { createInterface } from 'node:readline';
import puppeteer from 'puppeteer-core';

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: {
    // A camera and a microphone that need neither hardware nor a question.
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    // The page comes by plain HTTP from a host of the test's own.
    'media.devices.insecure.enabled': true,
    'media.getusermedia.insecure.enabled': true,
    'media.peerconnection.ice.obfuscate_host_addresses': false,
    'media.autoplay.default': 0,
  },
});
const pages = new Map();
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
say({ ready: await browser.version() });

for await (const line of createInterface({ input: process.stdin })) {
  const { id, order, page: name, value } = JSON.parse(line);
  try {
    let answer = null;
    if (order === 'open') {
      const page = await browser.newPage();
      pages.set(name, page);
      await page.goto(value);
    } else if (order === 'goto') {
      await pages.get(name).goto(value);
    } else if (order === 'evaluate') {
      answer = await pages.get(name).evaluate(value);
    } else if (order === 'close') {
      await pages.get(name).close();
      pages.delete(name);
    }
    say({ id, answer: answer ?? null });
  } catch (failure) {
    say({ id, failure: String(failure) });
  }
}
await browser.close();
