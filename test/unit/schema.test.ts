import { readdirSync, readFileSync } from "node:fs";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { validate } from "../../schemas/generated/validate.js";
import type { Condition, Schema, Snippet, Test, Texts } from "../../schemas/vocabulary.mts";
import { objects, resolve, rootSchema, schemaAt } from "../../server/src/service/schema.ts";
import { ajv, validate as plain } from "../support/schema.ts";

const holders = objects;
const fields = holders.flatMap(({ path, schema }) =>
  Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    path: [...path, name],
    schema: resolve(field),
    owner: schema,
  })),
);
const conditions = holders.flatMap(({ path, schema }) =>
  (schema.allOf ?? []).map((condition) => ({ path, condition })),
);
const nodes: Schema[] = fields.flatMap(({ schema }) => [schema, ...(schema.items ? [schema.items] : [])]);

describe("recharge.schema.json", () => {
  it("is valid draft-07 and strict", () => {
    expect(rootSchema).toHaveProperty("$schema", "http://json-schema.org/draft-07/schema#");
    expect(ajv.validateSchema(rootSchema)).toBe(true);
  });

  it("has every field of the API and refuses others", () => {
    expect(fields).toHaveLength(17 + 17 + 4 + 1 + 4);
    for (const { schema } of holders) expect(schema.additionalProperties).toBe(false);
  });

  it("lists all time zones and Kafka versions", () => {
    const zones = schemaAt(["LogRechargeRule", "TimeZone"])?.enum?.map(String) ?? [];
    expect(zones.filter((zone) => /^GMT[+-]\d\d:\d\d$/.test(zone))).toHaveLength(37);
    expect(zones.filter((zone) => /^UTC[+-]\d\d:\d\d$/.test(zone))).toHaveLength(33);
    expect(new Set(zones).size).toBe(71);
    expect(schemaAt(["UserKafkaMeta", "KafkaVersion"])?.enum).toHaveLength(10);
  });

  it.each(fields.map(({ path, schema }) => [path.join("."), schema] as const))("documents %s", (path, schema) => {
    expect(schema.title).toMatch(/^\S.{0,40}$/);
    expect(schema.description).toMatch(/^[A-Z].*\.$/);
    if (path !== "$schema") expect(schema["x-link"]).toMatch(/^https:\/\/www\.tencentcloud\.com\/document\/product\//);
    if (schema.type === "object") expect(schema.defaultSnippets).not.toHaveLength(0);
  });

  it("describes every value", () => {
    for (const { enum: values, enumDescriptions, markdownEnumDescriptions } of nodes) {
      expect(enumDescriptions?.length).toBe(values?.length);
      if (markdownEnumDescriptions) expect(markdownEnumDescriptions).toHaveLength(values?.length ?? -1);
      for (const text of enumDescriptions ?? []) expect(text.length).toBeLessThan(60);
    }
  });

  it("takes an empty string for an absent value in optional choices only", () => {
    for (const { path, schema, owner } of fields.filter(({ schema }) => schema.type === "string" && schema.enum)) {
      expect(schema.enum?.at(-1) === "", path.join(".")).toBe(!owner.required?.includes(path.at(-1) ?? ""));
    }
  });

  it("gives every assertion its rule", () => {
    const own = ["required", "enum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"] as const;
    for (const schema of [...holders.map(({ schema }) => schema), ...nodes]) {
      // A wrong type is reported before a wrong value, so the choice of a switch can never be violated on its own.
      const asserted = own.filter((keyword) => schema[keyword] !== undefined && schema.type !== "boolean");
      expect(Object.keys(schema["x-rules"] ?? {})).toEqual(expect.arrayContaining(asserted));
    }
  });
});

describe("texts", () => {
  const translated: (Texts & { "x-zh"?: Texts })[] = [
    rootSchema,
    ...nodes,
    ...conditions.map(({ condition }) => condition),
  ];
  const keys = ["title", "description", "enumDescriptions", "markdownEnumDescriptions", "defaultSnippets"] as const;

  it("exist in Chinese wherever they exist in English", () => {
    for (const node of translated) {
      const chinese = node["x-zh"];
      for (const key of keys) {
        expect(chinese?.[key] !== undefined, JSON.stringify([key, node.title])).toBe(node[key] !== undefined);
        if (Array.isArray(node[key])) expect(chinese?.[key]).toHaveLength(node[key].length);
      }
      if (node.description) expect(chinese?.description).toMatch(/[\u4e00-\u9fff].*。$/u);
    }
  });

  it("name the same fields and values in both languages", () => {
    const code = (text = "") => [...new Set(text.match(/`[\w%.]+`/g))].sort();
    for (const node of translated) expect(code(node["x-zh"]?.description)).toEqual(code(node.description));
  });
});

describe("conditions", () => {
  it.each(conditions.map(({ path, condition }) => [condition["x-rule"].id, condition.title, path, condition] as const))(
    "%s: %s: tests, consequence and annotation are in step",
    (_id, _title, path, condition) => {
      const { severity, requires = [], noEffect = [], allows = [], quiet = [] } = condition["x-rule"];
      for (const name of [...requires, ...noEffect, ...allows])
        expect(schemaAt([...path, ...name.split(".")]), name).toBeDefined();
      expect([requires, noEffect, allows].filter((names) => names.length > 0)).toHaveLength(1);
      expect(noEffect).toEqual(expect.arrayContaining(quiet));
      expectTests(condition.if, path);
      expect(condition.then).toEqual(severity === "error" ? demand(path, requires) : {});
      if (severity === "error") expect(requires).not.toHaveLength(0);
    },
  );

  function expectTests(test: Test, path: string[]): void {
    const tested = Object.keys(test.properties ?? {});
    expect(test.required).toEqual(tested);
    for (const [name, property] of Object.entries(test.properties ?? {})) {
      const field = schemaAt([...path, name]);
      const { const: only, enum: some, ...rest } = property;
      for (const value of only === undefined ? (some ?? []) : [only]) expect(field?.enum).toContain(value);
      if (rest.properties) expectTests(rest, [...path, name]);
      else expect(rest).toEqual({});
    }
  }

  /** What an error condition must assert so that plain validators demand the same fields, with a value that counts. */
  function demand(path: string[], requires: string[]): Condition["then"] {
    const heads = [...new Set(requires.map((name) => name.split(".")[0] ?? ""))];
    const properties = heads.map((name) => {
      const at = [...path, name];
      const nested = requires
        .filter((other) => other.startsWith(`${name}.`))
        .map((other) => other.slice(name.length + 1));
      const { type } = schemaAt(at) ?? {};
      const filled = type === "string" ? { minLength: 1 } : type === "array" ? { minItems: 1 } : {};
      return [name, nested.length > 0 ? { type, ...demand(at, nested) } : { type, ...filled }];
    });
    return { required: heads, properties: Object.fromEntries(properties) };
  }
});

describe("snippets", () => {
  const all: { of: string; field: Schema; snippet: Snippet }[] = [
    { path: [] as string[], schema: rootSchema },
    ...fields,
  ].flatMap(({ path, schema }) =>
    (schema.defaultSnippets ?? []).map((snippet) => ({ of: path.join("."), field: schema, snippet })),
  );

  it.each(all.map(({ of, field, snippet }) => [of, snippet.label, field, snippet] as const))(
    "%s: %s is valid as it stands",
    (_of, _label, field, snippet) => {
      const {
        $schema: _schema,
        $id: _id,
        "x-rules": _rules,
        ...bare
      } = field as Schema & { $schema?: string; $id?: string };
      const check = ajv.compile({ ...bare, definitions: rootSchema.definitions });
      expect(check(expand(snippet.body)), JSON.stringify(check.errors)).toBe(true);
    },
  );

  /** The value a snippet leaves when every placeholder is accepted. */
  function expand(body: unknown): unknown {
    if (Array.isArray(body)) return body.map(expand);
    if (typeof body === "object" && body !== null) {
      return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, expand(value)]));
    }
    if (typeof body !== "string") return body;
    const text = body.startsWith("^") ? body.slice(1) : JSON.stringify(body);
    const plain = text
      .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, "$1")
      .replace(/\$\{\d+:([^}]*)\}/g, "$1")
      .replace(/\\([$}\\])/g, "$1");
    return JSON.parse(plain);
  }
});

describe("official examples", () => {
  const folder = "test/fixtures/official";
  it.each(readdirSync(folder))("%s has no error", (file) => {
    const value: unknown = parse(readFileSync(`${folder}/${file}`, "utf8"));
    expect(plain(value), JSON.stringify(plain.errors)).toBe(true);
    expect(validate(value)).toBe(true);
  });
});
