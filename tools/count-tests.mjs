// count-tests.mjs RESULTS PARTS: adds up what the test runners wrote (Surefire's XML under each
// module, Vitest's and Playwright's JSON in RESULTS), names what failed and closes with one line.
// PARTS is how many parts of the run exited with a failure: one that failed without a failed test
// (a build that broke, a lint) counts as one failure too.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results, parts] = [process.argv[2], Number(process.argv[3])];
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function add(passed, failed, skipped) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

for (const file of globSync('*/target/surefire-reports/TEST-*.xml')) {
  const xml = readFileSync(file, 'utf8');
  const suite = /<testsuite\b[^>]*>/.exec(xml)?.[0] ?? '';
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  add(number('tests') - failed - number('skipped'), failed, number('skipped'));
  for (const test of xml.split('<testcase ').slice(1)) {
    if (/<(failure|error)\b/.test(test)) {
      const attribute = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(test)?.[1];
      failures.push(`${attribute('classname')}: ${attribute('name')}`);
    }
  }
}

const vitest = join(results, 'vitest.json');
if (existsSync(vitest)) {
  const report = JSON.parse(readFileSync(vitest, 'utf8'));
  add(
    report.numPassedTests,
    report.numFailedTests,
    report.numPendingTests + (report.numTodoTests ?? 0),
  );
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'failed') failures.push(`${suite.name}: ${test.fullName}`);
    }
  }
}

const playwright = join(results, 'playwright.json');
if (existsSync(playwright)) {
  const report = JSON.parse(readFileSync(playwright, 'utf8'));
  add(
    report.stats.expected + report.stats.flaky,
    report.stats.unexpected,
    report.stats.skipped,
  );
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      if (!spec.ok) failures.push(`e2e/${spec.file}: ${spec.title}`);
    }
    (suite.suites ?? []).forEach(walk);
  };
  report.suites.forEach(walk);
}

total.failed = Math.max(total.failed, parts);
if (total.passed + total.failed === 0) total.failed = 1;
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
