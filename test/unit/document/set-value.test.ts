import fc from "fast-check";
import { stripComments } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { setValue } from "../../../document/set-value.ts";
import { objectText, runs } from "../../support/arbitrary.ts";

const set = (text: string, path: string, value?: JsonValue) => setValue(parseDocument(text), path.split("."), value);

describe("setValue", () => {
  it.each<[string, string, JsonValue | undefined, string]>([
    ['{\n  "a": 1 // one\n}', "a", 2, '{\n  "a": 2 // one\n}'],
    ['{\n  "a": 1 // one\n}\n', "b", "x", '{\n  "a": 1, // one\n  "b": "x"\n}\n'],
    ['{\n  "a": 1\n  // end\n}', "b", "x", '{\n  "a": 1,\n  "b": "x"\n  // end\n}'],
    ['{\r\n\t"a": 1\r\n}', "b", ["x", "y"], '{\r\n\t"a": 1,\r\n\t"b": ["x", "y"]\r\n}'],
    ['{\n"a": 1/* one */}/* two */\n', "b", 2, '{\n"a": 1, "b": 2/* one */}/* two */\n'],
    ['{ "a": 1 }', "b", true, '{ "a": 1, "b": true }'],
    ["{}", "b", 1, '{"b": 1}'],
    ["{\n}", "b", 1, '{\n  "b": 1\n}'],
    ['{\n  "o": { "a": 1 }\n}', "o.b", 2, '{\n  "o": { "a": 1, "b": 2 }\n}'],
    ['{\n  "o": {\n    "a": 1\n  }\n}', "o.b", 2, '{\n  "o": {\n    "a": 1,\n    "b": 2\n  }\n}'],
    ['{\n  "a": 1\n}', "o.b.c", 2, '{\n  "a": 1,\n  "o": {\n    "b": {\n      "c": 2\n    }\n  }\n}'],
    ['{ "a": 1 }', "o.b", 2, '{ "a": 1, "o": { "b": 2 } }'],
    ['{\n  "o": null\n}', "o.b", 2, '{\n  "o": {\n    "b": 2\n  }\n}'],
    ['{\n  "a": 1,\n  "b": 2\n}', "b", undefined, '{\n  "a": 1\n}'],
    ['{\n  "a": 1,\n  "o": { "b": 2, "c": 3 }\n}', "o.c", undefined, '{\n  "a": 1,\n  "o": { "b": 2 }\n}'],
    ['{\n  "a": 1,\n  "o": { "b": 2 }\n}', "o.b", undefined, '{\n  "a": 1\n}'],
    ['{ "a": 1 }', "o.b", undefined, '{ "a": 1 }'],
    ['{ "a": 1 }', "a.b", undefined, '{ "a": 1 }'],
  ])("%j, %s = %j", (text, path, value, expected) => {
    expect(set(text, path, value)).toBe(expected);
  });

  it("changes what readers see in that one place, on generated files", () => {
    const read = (text: string) => JSON.parse(stripComments(text.replace(/^\uFEFF/, "")));
    const value = fc.constantFrom<JsonValue>("v", 7, false, ["a", "b"]);
    fc.assert(
      fc.property(objectText, fc.constantFrom("TopicId", "LogRechargeRule", "新"), value, (text, name, value) => {
        expect(read(set(text, name, value))).toEqual({ ...read(text), [name]: value });
        const { [name]: _, ...rest } = read(text);
        expect(read(set(text, name, undefined))).toEqual(rest);
        const inner = typeof read(text)[name] === "object" && !Array.isArray(read(text)[name]) ? read(text)[name] : {};
        expect(read(set(text, `${name}.k`, value))).toEqual({ ...read(text), [name]: { ...inner, k: value } });
      }),
      { numRuns: runs(1_000) },
    );
  });
});
