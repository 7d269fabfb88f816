import { describe, expect, it } from "vitest";
import { cursorAt } from "../../../document/cursor.ts";

/** The cursor at `|`, as "kind /path <what is replaced>" with `,` where a comma is missing, `:` where the colon is there. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const cursor = cursorAt(text, offset);
  if (!cursor) return undefined;
  const { kind, path, start, end, commaAt, commaAfter, hasColon } = cursor;
  const before = commaAt === undefined ? "" : ", ";
  return `${kind} /${path.join("/")} ${before}<${text.slice(start, end)}>${hasColon ? ":" : ""}${commaAfter ? " ," : ""}`;
}

describe("cursorAt", () => {
  it.each([
    ["|", "document / <>"],
    [" // a\n |", "document / <>"],
    ['"CK|"', 'document / <"CK">'],
    ["{|}", "key / <>"],
    ["{|", "key / <>"],
    ['{ "Kaf|" }', 'key / <"Kaf">'],
    ['{ "Kaf|": 1 }', 'key / <"Kaf">:'],
    ['{ "Kaf|\n  "b": 1 }', 'key / <"Kaf> ,'],
    ["{ Kaf| }", "key / <Kaf>"],
    ['{ "a": 1, | }', "key / <>"],
    ['{ "a": 1 | }', "key / , <>"],
    ['{ "a": 1\n  Kaf|\n  "b": 2 }', "key / , <Kaf> ,"],
    ['{ | "b": 2 }', "key / <> ,"],
    ['{ |"b": 2 }', "key / <> ,"],
    ['{ "a": 1 |, "b": 2 }', "key / , <>"],
    ['{ "o": { "x": [], | } }', "key /o <>"],
    ['{ "o": { | }', "key /o <>"],
    ['{ "a": | }', "value /a <>"],
    ['{ "a": |\n  "b": 2 }', "value /a <> ,"],
    ['{ "a": |\n}', "value /a <>"],
    ['{ "a": 1| }', "value /a <1>"],
    ['{ "a": |1 }', "value /a <1>"],
    ['{ "a":| "x" }', 'value /a < "x">'],
    ['{ "a": "x|y", "b": 2 }', 'value /a <"xy">'],
    ['{ "a": "x|\n  "b": 2 }', 'value /a <"x> ,'],
    ['{ "a": tru| }', "value /a <tru>"],
    ['{ "k": [|] }', "value /k/0 <>"],
    ['{ "k": ["x", |] }', "value /k/1 <>"],
    ['{ "k": ["x" |] }', "value /k/0 , <>"],
    ['{ "k": [| "x"] }', "value /k/0 <> ,"],
    ['{ "k": ["x|"] }', 'value /k/0 <"x">'],
    ['{ "l": [{ "a": 1 }, { | }] }', "key /l/1 <>"],
    ['{ "a":\n  "b": | }', "value /b <>"],
    ['{ "a" "b|" }', undefined],
    ['{ "a" | : 1 }', undefined],
    ['{ "a":|\n  1 }', undefined],
    ['{ "a": | { } }', undefined],
    ["{} |", undefined],
    ["| {}", undefined],
    ['{ // "a|\n }', undefined],
    ['{ // "a"|\n }', undefined],
    ["{ /* | */ }", undefined],
    ["{ /* | ", undefined],
    ["{ /* */| }", "key / <>"],
  ])("%s", (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });
});
