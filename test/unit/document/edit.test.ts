import { describe, expect, it } from "vitest";
import { applyEdits, EditError, insertId, removeMember } from "../../../document/edit.ts";
import { findProperty } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";

const withId = (text: string) => applyEdits(text, [insertId(parseDocument(text), "x")]);
const without = (text: string, name: string) => {
  const property = findProperty(parseDocument(text).root, name);
  return property && applyEdits(text, removeMember(text, property.node));
};
const refusal = (text: string) => {
  try {
    return withId(text);
  } catch (error) {
    if (error instanceof EditError) return error.code;
    throw error;
  }
};

describe("insertId", () => {
  it.each([
    ['{\n  "a": 1\n}\n', '{\n  "Id": "x",\n  "a": 1\n}\n'],
    ['{\r\n\t"a": 1\r\n}', '{\r\n\t"Id": "x",\r\n\t"a": 1\r\n}'],
    ['\uFEFF{\n    "a" : 1\n}', '\uFEFF{\n    "Id" : "x",\n    "a" : 1\n}'],
    ['{"a":1,"b":2}', '{"Id":"x","a":1,"b":2}'],
    ['{ "a": 1, "b": 2 }', '{ "Id": "x", "a": 1, "b": 2 }'],
    ['{"a": 1,"b": 2}', '{"Id": "x","a": 1,"b": 2}'],
    ['{ "a": 1,\n  "b": 2 }', '{ "Id": "x", "a": 1,\n  "b": 2 }'],
    ["{}", '{"Id": "x"}'],
    ["{ }", '{ "Id": "x" }'],
    ["{\n}", '{\n  "Id": "x"\n}'],
    ["{ // soon\n}", '{ // soon\n  "Id": "x"\n}'],
    ["{\n\t// soon\n}", '{\n\t"Id": "x"\n\t// soon\n}'],
    ["{ /* soon */ }", '{ "Id": "x" /* soon */ }'],
    ['{\n  // about a\n  "a": 1\n}', '{\n  "Id": "x",\n  // about a\n  "a": 1\n}'],
    ['{ // about all\n  "a": 1\n}', '{ // about all\n  "Id": "x",\n  "a": 1\n}'],
    ['{ /* about a */ "a": 1 }', '{ "Id": "x", /* about a */ "a": 1 }'],
    ['// top\n{\n// off\n  "a": 1\n}', '// top\n{\n  "Id": "x",\n// off\n  "a": 1\n}'],
    ['{\n  "Id": "",\n  "a": 1\n}', '{\n  "Id": "x",\n  "a": 1\n}'],
    ['{ "a": 1, "Id": null }', '{ "a": 1, "Id": "x" }'],
    ['{\n  "a": { "Id": "other" }\n}', '{\n  "Id": "x",\n  "a": { "Id": "other" }\n}'],
  ])("%j → %j", (text, expected) => {
    expect(withId(text)).toBe(expected);
  });

  it("escapes what the server sends", () => {
    const { newText } = insertId(parseDocument('{"a":1}'), 'x"\n\\');
    expect(newText).toBe('"Id":"x\\"\\n\\\\",');
  });

  it.each([
    ['{ "Id": "y" }', "already-there"],
    ['{ "Id": "", "a": 1, "Id": "" }', "duplicate-key"],
    ['{ "a": 1', "unparsable"],
    ["", "unparsable"],
    ["[".repeat(100), "unparsable"],
    ["[]", "not-an-object"],
  ])("refuses %j: %s", (text, code) => {
    expect(refusal(text)).toBe(code);
  });
});

describe("a refusal", () => {
  const refused = (text: string) => {
    try {
      return withId(text);
    } catch (error) {
      return error;
    }
  };

  it("names the problems that are in its way, a line each", () => {
    expect(refused('{ "a": 1 "b": 2')).toMatchObject({
      name: "EditError",
      code: "unparsable",
      message: expect.stringMatching(/^.+\n.+$/),
      problems: [{}, {}],
    });
    expect(refused("[]")).toMatchObject({ code: "not-an-object", problems: [{ code: "not-an-object" }] });
    const twice = refused('{ "Id": "", "a": 1, "a": 2, "Id": "" }');
    expect(twice).toMatchObject({ code: "duplicate-key", message: expect.stringMatching(/^.*“Id”.*$/) });
    expect((twice as EditError).problems).toHaveLength(1);
  });

  it("without a problem is about the value that is there", () => {
    expect(refused('{ "Id": "y" }')).toMatchObject({ message: "already-there", problems: [], found: { value: "y" } });
  });

  it("is not for keys that have nothing to do with it", () => {
    expect(withId('{"a": 1, "a": 2}')).toBe('{"Id": "x", "a": 1, "a": 2}');
    expect(withId('{"__proto__": 1}')).toBe('{"Id": "x", "__proto__": 1}');
  });
});

describe("removeMember", () => {
  it("is one edit where nothing but white space is in between", () => {
    const edits = (text: string, name: string) => {
      const property = findProperty(parseDocument(text).root, name);
      return property ? removeMember(text, property.node).length : 0;
    };
    expect(edits('{ "a": 1 , "b": 2 }', "a")).toBe(1);
    expect(edits('{ "a": 1 ,  "b": 2 }', "b")).toBe(1);
    expect(edits('{ "a": 1 /* c */, "b": 2 }', "a")).toBe(2);
    expect(edits('{ "a": 1, /* c */ "b": 2 }', "b")).toBe(2);
  });

  it.each([
    ['{\n  "a": 1,\n\n  "b": 2\n}', "b", '{\n  "a": 1\n}'],
    ['{ "a": 1 /* c */, "b": 2 }', "b", '{ "a": 1 /* c */ }'],
    ['{\n  "a": 1}\n', "a", "{\n  }\n"],
    ['{"a": 1\n}', "a", "{\n}"],
    ['{\n  "a": 1,\n  "b": 2\n}', "a", '{\n  "b": 2\n}'],
    ['{\n  "a": 1,\n  "b": 2\n}', "b", '{\n  "a": 1\n}'],
    ['{ "a": 1, "b": 2 }', "a", '{ "b": 2 }'],
    ['{ "a": 1, "b": 2 }', "b", '{ "a": 1 }'],
    ['{ "a": 1 }', "a", "{ }"],
    ['{\r\n\t"a": { "x": [1, 2] },\r\n\t"b": 2\r\n}', "a", '{\r\n\t"b": 2\r\n}'],
    ['{\n  "a": 1, // one\n  "b": 2 // two\n}', "b", '{\n  "a": 1 // one\n  // two\n}'],
    ['{\n  "a": 1 /* c */,\n  "b": 2\n}', "a", '{\n   /* c */\n  "b": 2\n}'],
    ['{\n  // one\n  "a": 1,\n  "b": 2\n}', "a", '{\n  // one\n  "b": 2\n}'],
  ])("%j without %s", (text, name, expected) => {
    expect(without(text, name)).toBe(expected);
  });
});
