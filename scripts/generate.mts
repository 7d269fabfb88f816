/** Derives from schemas/recharge.schema.json what must not be written by hand, into schemas/generated/. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { type Schema, vocabulary } from "../schemas/vocabulary.mts";

const source = "schemas/recharge.schema.json";
const target = "schemas/generated";
const inputs = [source, "schemas/vocabulary.mts", "scripts/generate.mts", "package-lock.json"];

/** Does nothing when nothing has changed since the last time. */
export async function generate(): Promise<void> {
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(readFileSync(file));
  const digest = hash.digest("hex");
  if (existsSync(`${target}/hash`) && readFileSync(`${target}/hash`, "utf8") === digest) return;

  const schema: Schema = JSON.parse(readFileSync(source, "utf8"));
  mkdirSync(target, { recursive: true });
  writeFileSync(`${target}/types.ts`, await types(schema));
  writeFileSync(`${target}/fields.ts`, fields(schema));
  writeFileSync(`${target}/validate.js`, await validator(schema));
  writeFileSync(`${target}/validate.d.ts`, declarations);
  writeFileSync(`${target}/hash`, digest);
}

/** A title would name types, and conditions have no counterpart in TypeScript. */
async function types(schema: Schema): Promise<string> {
  const bare = without(schema, "allOf", "title", "x-zh");
  return compile({ ...bare, title: "RechargeFile" } as JSONSchema, "RechargeFile", {
    bannerComment: "/** Made from recharge.schema.json by `npm run generate`. */",
    format: false,
  });
}

/** Where each body parameter is, and whether it may be shown: what the cloud side needs to know without the texts. */
function fields(schema: Schema): string {
  const all = [...bodyFields(schema, schema, "")];
  const list = Object.fromEntries(all.map(([field, { "x-secret": secret }]) => [field, secret ? "secret" : "plain"]));
  const defaults = Object.fromEntries(all.map(([field, { default: value }]) => [field, value]));
  return `/** Made from recharge.schema.json by \`npm run generate\`: every body parameter by JSON Pointer. */
export const fields: Readonly<Record<string, "plain" | "secret">> = ${JSON.stringify(list, undefined, 2)};

/** The documented defaults. */
export const defaults: Readonly<Record<string, unknown>> = ${JSON.stringify(defaults, undefined, 2)};
`;
}

function* bodyFields(schema: Schema, root: Schema, path: string): Generator<[string, Schema]> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property["x-header"]) continue;
    const field = `${path}/${name}`;
    yield [field, property];
    const target = property.$ref ? root.definitions?.[property.$ref.replace("#/definitions/", "")] : property;
    if (target) yield* bodyFields(target, root, field);
  }
}

/** One self-contained module: a validator of all but the conditions. Texts stay out of it. */
async function validator(schema: Schema): Promise<string> {
  const options = { strict: true, allErrors: true, ownProperties: true, messages: false };
  const ajv = new Ajv({ ...options, code: { source: true, esm: true } });
  ajv.addSchema(without(schema, "title", "description", "examples", "default", "allOf", ...vocabulary), "validate");
  // Ajv's run-time helpers come by `require`; bundling resolves them.
  const bundle = await build({
    stdin: { contents: standalone(ajv, { validate: "validate" }), resolveDir: "." },
    bundle: true,
    format: "esm",
    legalComments: "none",
    write: false,
  });
  return bundle.outputFiles[0]?.text ?? "";
}

/** A copy without the given keywords. No field of the API is named like one of them. */
function without(schema: Schema, ...keywords: string[]): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => (keywords.includes(key) ? undefined : value)));
}

const declarations = `/** Made from recharge.schema.json by \`npm run generate\`. */
import type { ErrorObject } from "ajv";

export interface Validator {
  (data: unknown): boolean;
  /** Of the last call. */
  errors?: ErrorObject[] | null;
}

/** The schema without its conditions. */
export declare const validate: Validator;
`;

if (import.meta.main) await generate();
