import fc from "fast-check";
import { stripComments } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { applyEdits, insertId, removeMember } from "../../../document/edit.ts";
import { findProperty } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { Token, tokens } from "../../../document/scan.ts";
import { objectText, runs } from "../../support/arbitrary.ts";

/** What an ordinary JSON reader sees. */
const read = (text: string) => JSON.parse(stripComments(text.replace(/^\uFEFF/, "")));

const comments = (text: string) =>
  [...tokens(text)]
    .filter(({ kind }) => kind === Token.LineComment || kind === Token.BlockComment)
    .map(({ offset, end }) => text.slice(offset, end));

describe("insertId, on generated files", () => {
  it("only inserts, is read back, and can be taken back", () => {
    fc.assert(
      fc.property(objectText, fc.string({ unit: "grapheme", minLength: 1 }), (text, id) => {
        const { offset, length, newText } = insertId(parseDocument(text), id);
        expect(length).toBe(0);
        const edited = applyEdits(text, [{ offset, length, newText }]);
        // Every byte outside the insertion is the input's: taking the insertion out gives the input.
        expect(edited.slice(0, offset) + edited.slice(offset + newText.length)).toBe(text);
        expect(read(edited)).toEqual({ Id: id, ...read(text) });
        const { root, problems } = parseDocument(edited);
        expect(problems).toEqual([]);
        expect(root?.children?.[0]?.children?.[0]?.value).toBe("Id");
        expect(newText.replaceAll("\r\n", "")).not.toMatch(text.includes("\r\n") ? /[\r\n]/ : /\r/);
      }),
      { numRuns: runs(2_000) },
    );
  }, 600_000);
});

describe("removeMember, on generated files", () => {
  it("takes out exactly one property and no comment", () => {
    fc.assert(
      fc.property(objectText, fc.nat(), (text, pick) => {
        const { root } = parseDocument(text);
        const properties = root?.children ?? [];
        const property = properties[pick % properties.length];
        fc.pre(property !== undefined);
        const name: string = property?.children?.[0]?.value;
        const edited = applyEdits(text, property ? removeMember(text, property) : []);
        const { [name]: _, ...rest } = read(text);
        expect(read(edited)).toEqual(rest);
        expect(findProperty(parseDocument(edited).root, name)).toBeUndefined();
        const inside = property ? text.slice(property.offset, property.offset + property.length) : "";
        expect([...comments(edited), ...comments(inside)].sort()).toEqual(comments(text).sort());
      }),
      { numRuns: runs(2_000) },
    );
  }, 600_000);
});
