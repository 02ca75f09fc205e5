// Compiles the JSON Schemas of the live connection's messages into plain functions: a validator
// made at run time would need eval, which the content security policy forbids.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

/** Code and types of a module that exports `validators`, by the schemas' `$id`: `server/welcome`. */
export function compileValidators(files) {
  const ajv = new Ajv2020({
    code: { source: true, esm: true },
    strict: false,
    validateFormats: false,
    allErrors: false,
  });
  const names = {};
  const types = [];
  for (const file of files) {
    const schema = JSON.parse(readFileSync(file, 'utf8'));
    ajv.addSchema(schema);
    names[`v${types.length}`] = schema.$id;
    types.push(schema.$id);
  }
  const compiled = types.length > 0 ? standalone(ajv, names) : '';
  return {
    code: `${withImports(compiled)}\nexport const validators = {${types
      .map((type, index) => `${JSON.stringify(type)}: v${index}`)
      .join(', ')}};\n`,
    types:
      'export interface Validator {\n  (message: unknown): boolean;\n' +
      '  errors?: { instancePath: string; message?: string }[] | null;\n}\n' +
      `export declare const validators: Partial<Record<string, Validator>>;\n`,
  };
}

/** Ajv writes require() for its run-time parts even into modules; the bundler wants imports. */
function withImports(code) {
  const imports = [];
  const body = code.replace(/require\("([^"]+)"\)\.default/g, (whole, path) => {
    const name = `part${imports.length}`;
    imports.push(`import * as ${name} from '${path}.js';`);
    return `(${name}.default.default ?? ${name}.default)`;
  });
  return [...imports, body].join('\n');
}
