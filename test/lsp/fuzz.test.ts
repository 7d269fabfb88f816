/** Random edits and questions: whatever the way to a text, the server says the same about it, and never logs a bug. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Position } from "vscode-languageserver-protocol/node";
import { objectText, runs } from "../support/arbitrary.ts";
import { TestClient } from "./server-process.ts";

const URI = "file:///tmp/fuzz.recharge.json";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
});
afterAll(() => {
  client.child.kill();
});

const examples = readdirSync("examples").map((name) => readFileSync(`examples/${name}`, "utf8"));
/** What is found in a long list is kept while it stays as it is. */
const names = Array.from({ length: 40 }, (_, index) => `name${index % 39}\u200b`);
const long = JSON.stringify({ Name: "a", LogRechargeRule: { RechargeType: "delimiter_log", Keys: names }, Offset: -1 });
const start = fc.oneof(fc.constantFrom("", ...examples), fc.constant(long), objectText);
const piece = fc.oneof(
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\n",
    "\r\n",
    "/*",
    "*/",
    "//",
    "0",
    "true",
    "null",
    "\uFEFF",
  ),
  fc.constantFrom('"KafkaType": 0,', '"Id": "x",', '"LogRechargeRule": {', '"__proto__": {}', "名字", "🙂", "\ud83d"),
  fc.string({ maxLength: 5 }),
);
const edit = fc.record({ from: fc.nat(), length: fc.nat(20), text: piece });
/** A word in the place of another. */
const word = fc.record({
  nth: fc.nat(),
  text: fc.oneof(
    fc.constantFrom('"a"', '"名字"', '"${env:A}"', '"\u200b"', '""', "0", "1", "7", "1.0", "true", "null", "[]", "{}"),
    fc.constantFrom('["a", "a"]', '{ "a": 1, "a": 2 }', '"delimiter_log"', '"Offset"', '"a",\n"b"', "1 // one\n"),
  ),
});
const question = fc.record({
  method: fc.constantFrom(
    ...["diagnostic", "completion", "hover", "documentSymbol", "foldingRange", "codeLens", "semanticTokens/full"],
  ),
  at: fc.nat(),
});
/** Some texts are broken soon, some stay readable to the end. */
const steps = fc.oneof(
  fc.array(fc.oneof({ weight: 3, arbitrary: edit }, question), { maxLength: 12 }),
  fc.array(fc.oneof(word, question), { maxLength: 12 }),
);

/** @param step which of the words, when it is not said where */
function placeOf(text: string, step: { from: number; length: number } | { nth: number }): [from: number, to: number] {
  if ("from" in step) {
    const from = step.from % (text.length + 1);
    return [from, Math.min(from + step.length, text.length)];
  }
  const words = [...text.matchAll(/"[^"\\\n]*"|[\w.-]+/g)];
  const { 0: word = "", index = 0 } = words[step.nth % (words.length || 1)] ?? {};
  return [index, index + word.length];
}

/** Counted here, not by the library the server counts with. Between "\r" and "\n" there is no position. */
function positionAt(text: string, offset: number): Position {
  const at = text[offset - 1] === "\r" && text[offset] === "\n" ? offset - 1 : offset;
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  return lines.slice(0, line).join("").length + character;
}

async function everythingSaid(): Promise<unknown[]> {
  const textDocument = { uri: URI };
  const methods = ["documentSymbol", "foldingRange", "codeLens", "semanticTokens/full", "documentLink"];
  const answers = methods.map((method) => client.connection.sendRequest(`textDocument/${method}`, { textDocument }));
  return Promise.all([client.pull(URI), ...answers]);
}

const close = () => client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: URI } });

it("says the same after edits as about the whole text", async () => {
  await fc.assert(
    fc.asyncProperty(start, steps, async (initial, steps) => {
      let text = initial;
      let version = 1;
      await client.open(URI, text);
      for (const step of steps) {
        if ("method" in step) {
          const position = positionAt(text, step.at % (text.length + 1));
          await client.connection.sendRequest(`textDocument/${step.method}`, { textDocument: { uri: URI }, position });
          continue;
        }
        const [from, to] = placeOf(text, step);
        const range = { start: positionAt(text, from), end: positionAt(text, to) };
        await client.change(URI, ++version, { range, text: step.text });
        text = text.slice(0, offsetAt(text, range.start)) + step.text + text.slice(offsetAt(text, range.end));
      }
      const afterEdits = await everythingSaid();
      await close();
      await client.open(URI, text);
      expect(afterEdits).toEqual(await everythingSaid());
      await close();
      expect(client.log).toEqual([]);
    }),
    { numRuns: runs(100) },
  );
});
