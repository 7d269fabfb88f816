import { readdirSync, readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { Analysis, type DiagnosticOptions, getDiagnostics } from "../../../server/src/service/index.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";

beforeAll(loadRegexEngine);
afterEach(() => l10n.config({ contents: {} }));

const URI = "file:///folder/orders.recharge.json";

function open(text: string): TextDocument {
  return TextDocument.create(URI, "recharge", 1, text);
}

function check(text: string, options?: DiagnosticOptions): Diagnostic[] {
  return getDiagnostics(open(text), new Analysis(text), options);
}

/** `R05 "KafkaType": 0`: what is reported where. */
function report(text: string, options?: DiagnosticOptions): string[] {
  return check(text, options).map(({ code, range }) => `${code} ${open(text).getText(range)}`);
}

/** Without the root fields that such short texts leave out. */
function besidesMissing(text: string): string[] {
  return report(text).filter((line) => !/^R0[12] /.test(line));
}

function errors(text: string): string[] {
  const found = check(text).filter(({ severity }) => severity === DiagnosticSeverity.Error);
  return found.map(({ code, message }) => `${code} ${message}`);
}

describe("official examples", () => {
  it.each(readdirSync("test/fixtures/official"))("%s has no error", (file) => {
    expect(errors(readFileSync(`test/fixtures/official/${file}`, "utf8"))).toEqual([]);
  });
});

describe("places", () => {
  it.each([
    ["a byte order mark", '\uFEFF{"KafkaType": 2}'],
    ["Windows line ends", '{\r\n\t"KafkaType":\r\n\t2\r\n}'],
    ["an emoji and Chinese text before it", '{ /* 👩🏽\u200d🚀 卡夫卡 */ "KafkaType": 2 }'],
  ])("are right after %s", (_what, text) => {
    expect(report(text)).toContain("R03 2");
  });

  it("are those of the deciding property, and lead to the object concerned", () => {
    const text = '{"IsEncryptionAddr": true, "KafkaType": 1, "Protocol": {}}';
    const found = check(text).find(({ code }) => code === "R10");
    expect(open(text).getText(found?.range)).toBe('"IsEncryptionAddr": true');
    const [related] = found?.relatedInformation ?? [];
    expect(related?.location.uri).toBe(URI);
    expect(open(text).getText(related?.location.range)).toBe('"Protocol"');
    expect(found?.data).toEqual({ rule: "R10", kind: "missing", pointer: "/Protocol", fields: ["Protocol"] });
  });

  it("are never a whole object of the wrong type", () => {
    expect(besidesMissing('{"Name": {"a": 1}}')).toEqual(['R48 "Name"']);
  });

  it("are the first key where everything is missing, the brace where there is no key", () => {
    expect(new Set(report("// nothing yet\n{}"))).toEqual(new Set(["R01 {"]));
    expect(new Set(report('{"Region": ""}'))).toEqual(new Set(['R01 "Region"']));
  });
});

describe("a diagnostic", () => {
  it("links to its rule and can be told apart by a program", () => {
    const [found] = check('{"KafkaType": 2}').filter(({ code }) => code === "R03");
    expect(found).toMatchObject({
      source: "recharge",
      severity: DiagnosticSeverity.Error,
      codeDescription: { href: "https://github.com/cls-recharge/cls-recharge/blob/main/docs/rules.md#r03" },
      data: { rule: "R03", kind: "value", pointer: "/KafkaType" },
    });
  });

  it("of a field without effect fades it", () => {
    const found = check('{"KafkaType": 1, "KafkaInstance": "ckafka-2vrgxbxa"}').find(({ code }) => code === "R11");
    expect(found).toMatchObject({ severity: DiagnosticSeverity.Hint, tags: [DiagnosticTag.Unnecessary] });
  });

  it("speaks Chinese, and links to the Chinese page", () => {
    l10n.config({ contents: readFileSync("l10n/service.zh-cn.json", "utf8") });
    const found = check('{"KafkaType": 0}', { locale: "zh-cn" }).find(({ code }) => code === "R05");
    expect(found?.message).toBe("`KafkaInstance` 必填，因为 `KafkaType` 为 0（腾讯云 CKafka）。");
    expect(found?.codeDescription?.href).toMatch(/rules\.zh-cn\.md#r05$/);
  });

  it("has the severity that the settings give its rule, or is off", () => {
    const text = '{"KafkaType": 1, "KafkaInstance": "ckafka-2vrgxbxa"}';
    const severity = (setting: "off" | "warning") =>
      check(text, { rules: new Map([["R11", setting]]) }).find(({ code }) => code === "R11")?.severity;
    expect(severity("warning")).toBe(DiagnosticSeverity.Warning);
    expect(severity("off")).toBeUndefined();
  });
});

describe("nothing follows from", () => {
  it.each([
    [
      "a missing discriminator",
      '{"KafkaInstance": "ckafka-2vrgxbxa", "ServerAddr": "a:1", "Protocol": {"UserName": "u"}}',
      [],
    ],
    ["a discriminator of the wrong type", '{"KafkaType": "0"}', ['R48 "0"']],
    [
      "a discriminator that is not allowed",
      '{"LogRechargeRule": {"RechargeType": "json", "DefaultTimeSwitch": false, "TimeFormat": "%s", "TimeZone": "UTC+08:00"}}',
      ['R54 "json"'],
    ],
    ["a misspelt discriminator", '{"kafkaType": 0}', ['R49 "kafkaType"']],
    [
      "a placeholder",
      '{"LogRechargeRule": {"RechargeType": "${env:MODE}", "DefaultTimeSwitch": true, "TimeZone": "${env:ZONE}"}}',
      [],
    ],
    [
      "an object that has no effect",
      '{"KafkaType": 0, "KafkaInstance": "ckafka-2vrgxbxa", "Protocol": {"Protocol": "plaintext", "UserName": "u"}}',
      ['R06 "Protocol": {"Protocol": "plaintext", "UserName": "u"}'],
    ],
    [
      "a value in the place of an object",
      '{"KafkaType": 1, "ServerAddr": "a:1", "IsEncryptionAddr": true, "Protocol": "sasl_ssl"}',
      ['R48 "sasl_ssl"'],
    ],
    [
      "a pattern whose backslashes are not doubled",
      String.raw`{"LogRechargeRule": {"RechargeType": "fullregex_log", "LogRegex": "(\d{3})", "Keys": ["a"]}}`,
      [String.raw`syntax "(\d{3})"`],
    ],
    ["a key without a colon", '{ "KafkaType": 0, "Ka" }', ['syntax "']],
    ["a key without an end", '{ "KafkaType": 0, "Ka', ['syntax "Ka', "syntax a"]],
    ["a key that JavaScript would misread", '{"__proto__": {"KafkaType": 0}}', ['prototype-key "__proto__"']],
  ])("%s", (_what, text, expected) => {
    expect(besidesMissing(text)).toEqual(expected);
  });

  it("a broken text about what is missing, but a comma too many hides nothing", () => {
    expect(report('{"KafkaType": 0, "Name": "a')).toEqual(['syntax "a', "syntax a"]);
    expect(report('{"KafkaType": 0,}')).toContain('R05 "KafkaType": 0');
  });

  it("an undecided value about the length of a name or the number of names", () => {
    const name = `\${env:${"X".repeat(200)}}`;
    expect(besidesMissing(`{"LogRechargeRule": {"JsonExpand": {"Switch": true, "Fields": ["${name}"]}}}`)).toEqual([]);
  });
});

describe("one cause", () => {
  it("is one diagnostic: a misspelt key is not missing as well", () => {
    expect(report('{"topicId": ""}').filter((line) => line.includes("topicId"))).toHaveLength(6);
    expect(check('{"topicId": ""}').filter(({ data }) => data.fields?.includes("TopicId"))).toEqual([]);
  });

  it("is one diagnostic: what contradicts is not also undocumented", () => {
    const text = '{"KafkaType": 1, "ServerAddr": "a:1", "IsEncryptionAddr": false, "Protocol": {"Protocol": "ssl"}}';
    expect(besidesMissing(text)).toEqual(['R13 "Protocol": "ssl"', 'R57 "Protocol": "ssl"']);
  });
});

describe("a password", () => {
  it.each([
    ['"CANARY"'],
    ['"CA\u200bNARY"'],
    ['"${ENV:CANARY}"'],
    ['["CANARY"]'],
    ['{"CANARY": 1}'],
    ["190573190573190573190573"],
    ['"CANARY", "Password": "CANARY"'],
    ['"CANARY\\ud800"'],
  ])("is in no diagnostic: %s", (password) => {
    const text = `{"KafkaType": 1, "IsEncryptionAddr": true, "Protocol": {"Protocol": "sasl_ssl", "Password": ${password}}}`;
    const found = check(text);
    expect(found.filter(({ data }) => data.pointer.startsWith("/Protocol/Password"))).not.toEqual([]);
    // The keys of an object that stands for the password are unknown to the schema, and its own.
    expect(JSON.stringify(found.map(({ data, message }) => [message, data.suggestion]))).not.toMatch(/CANARY|190573/);
  });
});

describe("any text", () => {
  const files = ["rules", "official"].flatMap((folder) =>
    readdirSync(`test/fixtures/${folder}`).map((file) => readFileSync(`test/fixtures/${folder}/${file}`, "utf8")),
  );
  const scraps = fc.constantFrom(
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "null",
    "1e999",
    "\ud800",
    "/*",
    "\uFEFF",
    "__proto__",
    "",
  );

  it("is checked without fail, and everything said has a place in it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat(40), scraps, (file, at, cut, scrap) => {
        const from = at % file.length;
        const text = file.slice(0, from) + scrap + file.slice(from + cut);
        const end = open(text).positionAt(text.length);
        for (const { range, message } of check(text)) {
          // What is quoted is the file's own text, values and keys, which may look like anything but a gap alone.
          const own = String(message).replace(/"(?:[^"\\]|\\.)*"|`(?!\{\d\}`)[^`]*`/g, "");
          expect(own).not.toMatch(/\{\d\}|undefined|\[object/);
          expect(open(text).offsetAt(range.start)).toBeLessThanOrEqual(open(text).offsetAt(range.end));
          expect(range.end.line).toBeLessThanOrEqual(end.line);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["nothing", "", "empty"],
    ["a list", "[]", "not-an-object"],
    ["deep nesting", "[".repeat(100_000), "too-deep"],
    ["ten megabytes", `{"Name": "${"x".repeat(10_000_000)}"}`, "too-large"],
    ["very many values", `{"Keys": [${"1,".repeat(20_000)}1]}`, "too-many-nodes"],
  ])("has one diagnostic of its own: %s", (_what, text, code) => {
    expect(check(text).map((found) => found.code)).toEqual([code]);
  });
});
