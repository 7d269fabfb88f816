/** recharge.schema.json as data: which field is at a place, which values it has, and their texts in a language. */
import type { Locale } from "../../../document/locale.ts";
import document from "../../../schemas/recharge.schema.json" with { type: "json" };
import type { Condition, Schema, Snippet, Texts } from "../../../schemas/vocabulary.mts";

export type { Condition, Schema, Severity, Snippet, Texts } from "../../../schemas/vocabulary.mts";
export type { Locale };

/** Where a value is in a document: keys and array indices from the root, as jsonc-parser has them. */
export type Path = readonly (string | number)[];

/** The schema of a whole task file. */
export const rootSchema = document as unknown as Schema;

/** The address the schema is published at. */
export const schemaUri: string = document.$id;

const resolved = new WeakMap<Schema, Schema>();

/** A schema with its `$ref` replaced by what it refers to. A field's own texts win over those of the definition. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const known = resolved.get(schema);
  if (known !== undefined) return known;
  const { $ref, ...own } = schema;
  const name = $ref.slice("#/definitions/".length);
  const merged = { ...rootSchema.definitions?.[name], ...own };
  resolved.set(schema, merged);
  return merged;
}

/** The schema of the value at a path, `$ref` resolved; undefined where the schema knows nothing. */
export function schemaAt(path: Path): Schema | undefined {
  let schema: Schema | undefined = rootSchema;
  for (const step of path) {
    schema = typeof step === "number" ? schema?.items : field(schema, step);
    if (schema === undefined) return undefined;
    schema = resolve(schema);
  }
  return schema;
}

/** The fields of the object a schema describes, in the documentation's order, `$ref` resolved. */
export function fields(schema: Schema): [name: string, schema: Schema][] {
  return Object.entries(schema.properties ?? {}).map(([name, value]) => [name, resolve(value)]);
}

function field(schema: Schema | undefined, name: string): Schema | undefined {
  const properties = schema?.properties;
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Title, description and so on in a language. */
export function texts(from: Schema | Condition, locale: Locale): Texts {
  return locale === "zh-cn" ? { ...from, ...from["x-zh"] } : from;
}

/** A value of a field with closed choice. */
export interface Value {
  value: string | number | boolean;
  /** What it means, in a few words: "customer's Kafka". */
  label: string;
  /** What there is to say beyond the label, as Markdown. */
  documentation: string | undefined;
}

/** The values a field can have, in the documentation's order; empty when its choice is open. Array fields: of one item. */
export function values(schema: Schema, locale: Locale): Value[] {
  const from = schema.type === "array" && schema.items !== undefined ? schema.items : schema;
  const { enumDescriptions, markdownEnumDescriptions } = texts(from, locale);
  return (from.enum ?? []).map((value, index) => {
    const label = enumDescriptions?.[index] ?? "";
    return { value, label, documentation: markdownEnumDescriptions?.[index] };
  });
}

/** The same without the empty value that stands for "absent". */
export function choices(schema: Schema, locale: Locale): Value[] {
  return values(schema, locale).filter(({ value }) => value !== "");
}

/** What a value of a field means, in a few words; undefined when the schema does not say. */
export function labelOf(schema: Schema | undefined, value: unknown, locale: Locale): string | undefined {
  if (schema === undefined) return undefined;
  return values(schema, locale).find((candidate) => candidate.value === value)?.label;
}

/** Ready-made values of a field, or of the whole file, with labels in a language. */
export function snippets(schema: Schema, locale: Locale): Snippet[] {
  const translated = texts(schema, locale).defaultSnippets;
  return (schema.defaultSnippets ?? []).map((snippet, index) => ({ ...snippet, ...translated?.[index] }));
}

/** An object that a task file may have. */
export interface SchemaObject {
  /** From the root. */
  path: string[];
  schema: Schema;
}

/** The objects of a task file that the schema describes, outermost first. */
export const objects: readonly SchemaObject[] = findObjects();

function findObjects(): SchemaObject[] {
  const found = [{ path: [] as string[], schema: rootSchema }];
  for (const object of found) {
    for (const [name, { $ref }] of Object.entries(object.schema.properties ?? {})) {
      if ($ref === undefined) continue;
      const schema = schemaAt([...object.path, name]);
      if (schema !== undefined) found.push({ path: [...object.path, name], schema });
    }
  }
  return found;
}
