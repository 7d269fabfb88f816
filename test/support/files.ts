/** Every task file of the fixtures and examples, and what becomes of them with something else in the place of a token. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { tokens } from "../../document/scan.ts";

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"));
}

export const files = ["test/fixtures", "examples"].flatMap(filesIn);

/** In the place of any token. */
const PIECES = [
  ...['""', "null", "[]", "{}", "0", "7", "true", '"a"', '"${env:A}"', '"${x}"', '["a", "a"]', '["\\ud83d\\ude00"]'],
  ...["1.0", "-0", "1e2", "1e400", "12345678901234567890", '"\\u0041"', '"\\ud800"', '"\\/"', '"\u200b"', '"\\u200b"'],
  ...['"__proto__": 1,', '"constructor"', '"1": 1,', '"KafkaType": 1,', '"Name": "",', '"Nmae": "a",', '"KafkaType"'],
  ...["", ",", ":", "{", "}", "]", "'a'", "/**/", "/*", "//", "// \u2028 1", "\u00a0", "\ufeff", "\u2028", "x", "}}"],
];

export const withAnotherToken = fc
  .tuple(fc.constantFrom(...files), fc.nat(), fc.constantFrom(...PIECES))
  .map(([text, seed, piece]) => {
    const all = [...tokens(text, { significant: true })];
    const { offset, end } = all[seed % all.length] ?? { offset: 0, end: 0 };
    return text.slice(0, offset) + piece + text.slice(end);
  });
