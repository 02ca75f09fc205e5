// Builds or tests the web client, doing only what its inputs ask for.
//
//   node scripts/build.mjs build          target/classes/{webroot,openapi}
//   node scripts/build.mjs test [filter]  lint, format check and unit tests
//
// Packages are installed only when package.json, the lock file or Node.js changed; the build runs
// only when the fingerprint of its inputs changed. Both prints are kept beside what they describe.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const client = join(dirname(fileURLToPath(import.meta.url)), '..');
const house = join(client, '..');
const classes = join(client, 'target', 'classes');
const generated = join(client, 'src', 'api', 'generated');
const [task = 'build', ...filters] = process.argv.slice(2);

function run(command, ...args) {
  execFileSync(command, args, { cwd: client, stdio: ['ignore', 'inherit', 'inherit'] });
}

function tool(name, ...args) {
  run(process.execPath, join(client, 'node_modules', name), ...args);
}

/** Every file below a folder, sorted, so that a fingerprint does not depend on the disk. */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    hash.update(`\n${relative(house, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isCurrent(mark, print) {
  return existsSync(mark) && readFileSync(mark, 'utf8') === print;
}

function install() {
  const mark = join(client, 'node_modules', '.installed');
  const print = fingerprint(
    ['package.json', 'package-lock.json', '.npmrc'].map((name) => join(client, name)),
  );
  if (isCurrent(mark, print)) return;
  run(
    'npm',
    'ci',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  );
  writeFileSync(mark, print);
}

function apiFiles() {
  return readdirSync(house, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => filesBelow(join(house, entry.name, 'src', 'main', 'openapi')))
    .filter((file) => file.endsWith('.yaml'))
    .sort();
}

function schemaFiles() {
  return filesBelow(join(house, 'signaling', 'src', 'main', 'protocol')).filter((file) =>
    file.endsWith('.schema.json'),
  );
}

/** The OpenAPI document, its types, and the validators of the live connection's messages. */
async function generate() {
  const inputs = [...apiFiles(), ...schemaFiles(), ...filesBelow(join(client, 'scripts'))];
  const mark = join(generated, '.print');
  const document = join(classes, 'openapi', 'openapi.json');
  const print = fingerprint(inputs);
  if (isCurrent(mark, print) && existsSync(document)) return;
  const { assemble } = await import('./openapi.mjs');
  const { compileValidators } = await import('./validators.mjs');
  mkdirSync(generated, { recursive: true });
  const text = assemble(apiFiles(), house);
  mkdirSync(dirname(document), { recursive: true });
  writeFileSync(document, text);
  const { default: openapiTypes, astToString } = await import('openapi-typescript');
  writeFileSync(join(generated, 'schema.d.ts'), astToString(await openapiTypes(JSON.parse(text))));
  const validators = compileValidators(schemaFiles());
  writeFileSync(join(generated, 'validators.js'), validators.code);
  writeFileSync(join(generated, 'validators.d.ts'), validators.types);
  writeFileSync(mark, print);
}

/** Writes what the server sends to browsers that take it, beside each text file worth it. */
function compress(folder) {
  for (const file of filesBelow(folder).filter((name) => /\.(js|css|html|svg)$/.test(name))) {
    const bytes = readFileSync(file);
    if (bytes.length < 1024) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
  }
}

async function build() {
  const configuration = readdirSync(client, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(md|xml)$/.test(entry.name))
    .map((entry) => join(client, entry.name));
  const sources = ['src', 'public', 'scripts'].flatMap((name) => filesBelow(join(client, name)));
  const inputs = [...configuration, ...sources, ...apiFiles(), ...schemaFiles()]
    .filter((file) => !file.startsWith(generated))
    .sort();
  const print = fingerprint(inputs);
  const mark = join(client, 'target', 'web-client.print');
  const built = ['webroot/index.html', 'openapi/openapi.json'].every((name) =>
    existsSync(join(classes, name)),
  );
  if (built && isCurrent(mark, print)) return;
  rmSync(mark, { force: true });
  install();
  await generate();
  // What is shipped; `npm run typecheck` reads the tests too.
  tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.app.json');
  tool('vite/bin/vite.js', 'build', '--logLevel', 'warn');
  compress(join(classes, 'webroot'));
  writeFileSync(mark, print);
}

async function test() {
  install();
  await generate();
  if (filters.length === 0) {
    tool('eslint/bin/eslint.js', '--max-warnings', '0', '.');
    tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');
  }
  tool('vitest/vitest.mjs', 'run', ...filters);
}

const tasks = { build, test, generate: async () => (install(), generate()) };
if (!(task in tasks)) {
  console.error(`build.mjs: no task ${task}; there are ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}
try {
  await tasks[task]();
} catch (failure) {
  console.error(`web-client ${task}: ${failure.message}`);
  process.exit(1);
}
