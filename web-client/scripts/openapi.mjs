// Joins the modules' OpenAPI files into one document. A name may be declared once over all files,
// and every $ref must resolve in the whole: what is wrong is said with the file it is in.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from 'yaml';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** The text of the assembled document; throws with all conflicts at once. */
export function assemble(files, house) {
  const wrong = [];
  const owners = new Map();
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Interconsulta',
      version: '1',
      description: 'Assembled from one file per module. docs/http-api.md says what all share.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [],
    paths: {},
    components: {},
  };

  function claim(name, file) {
    const owner = owners.get(name);
    if (owner !== undefined) wrong.push(`${name} is declared in ${owner} and in ${file}`);
    owners.set(name, file);
  }

  for (const path of files) {
    const file = relative(house, path);
    const part = parse(readFileSync(path, 'utf8')) ?? {};
    for (const tag of part.tags ?? []) {
      if (!document.tags.some((known) => known.name === tag.name)) document.tags.push(tag);
    }
    for (const [route, item] of Object.entries(part.paths ?? {})) {
      document.paths[route] ??= {};
      for (const [key, value] of Object.entries(item)) {
        claim(`${key} ${route}`, file);
        document.paths[route][key] = value;
        if (!methods.includes(key)) continue;
        if (!value.operationId) wrong.push(`${key} ${route} in ${file} has no operationId`);
        else claim(`operation ${value.operationId}`, file);
      }
    }
    for (const [kind, entries] of Object.entries(part.components ?? {})) {
      document.components[kind] ??= {};
      for (const [name, value] of Object.entries(entries)) {
        claim(`${kind}/${name}`, file);
        document.components[kind][name] = value;
      }
    }
  }
  checkReferences(document, document, '#', wrong);
  if (wrong.length > 0) throw new Error(`the OpenAPI files do not fit:\n  ${wrong.join('\n  ')}`);
  return `${JSON.stringify(document, null, 1)}\n`;
}

function checkReferences(node, document, place, wrong) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string') {
    const steps = node.$ref.replace(/^#\//, '').split('/');
    let target = document;
    for (const step of steps) {
      target = target?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    if (!node.$ref.startsWith('#/') || target === undefined) {
      wrong.push(`${node.$ref} at ${place} leads nowhere`);
    }
  }
  for (const [key, value] of Object.entries(node)) {
    checkReferences(value, document, `${place}/${key}`, wrong);
  }
}
