import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type CodeAction, SnippetTextEdit, TextDocumentEdit, type TextEdit } from "vscode-languageserver-types";
import { toPlain } from "../../../document/snippet-text.ts";
import { Analysis } from "../../../server/src/service/analysis.ts";
import { CODE_ACTION_KINDS, type CodeActionOptions, codeActions } from "../../../server/src/service/code-actions.ts";
import { getDiagnostics } from "../../../server/src/service/diagnostics/diagnostics.ts";
import { loadRegexEngine } from "../../../server/src/service/regex/engine.ts";
import { documentOf, withCaret } from "../../support/caret.ts";

beforeAll(loadRegexEngine);
afterEach(() => l10n.config({ contents: {} }));

const OPTIONS: CodeActionOptions = {
  locale: "en",
  commands: new Set(["recharge.setSecret", "recharge.setRuleSeverity"]),
  edits: { versioned: true, snippets: false },
};

/** What is offered at `|` in a text. */
function offered(marked: string, { only, ...options }: Partial<CodeActionOptions> & { only?: string[] } = {}) {
  const { text, offset } = withCaret(marked);
  const analysis = new Analysis(text.getText());
  const position = text.positionAt(offset);
  const diagnostics = getDiagnostics(text, analysis);
  const context = { diagnostics, ...(only && { only }) };
  return {
    text,
    actions: codeActions(text, analysis, { start: position, end: position }, context, { ...OPTIONS, ...options }),
  };
}

const titles = (marked: string, options?: Parameters<typeof offered>[1]) =>
  offered(marked, options).actions.map(({ title }) => title);

function textEdits(action: CodeAction | undefined): (TextEdit | SnippetTextEdit)[] {
  const [change] = action?.edit?.documentChanges ?? [];
  return change && TextDocumentEdit.is(change) ? change.edits : [];
}

/** The text after the action of that title, as an editor makes it of plain edits. */
function done(marked: string, title: string, options?: Parameters<typeof offered>[1]): string {
  const { text, actions } = offered(marked, options);
  const action = actions.find((candidate) => candidate.title === title);
  expect(actions.map((one) => one.title)).toContain(title);
  const edits = textEdits(action).map((edit) =>
    SnippetTextEdit.is(edit) ? { range: edit.range, newText: toPlain(edit.snippet.value) } : edit,
  );
  return TextDocument.applyEdits(text, edits);
}

const CKAFKA = `{
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "orders",
  "Kafka|Type": 0, // ours
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "orders",
  "Offset": -1,
  "LogRechargeRule": {
    "RechargeType": "json_log",
    "EncodingFormat": 0,
    "DefaultTimeSwitch": true
  }
}
`;

describe("quick fixes", () => {
  it("come with the diagnostics they settle, the likeliest first", () => {
    const { actions } = offered('{ |"Status": 1, "offset": -1 }');
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred ?? false])).toEqual([
      ["Remove Status", true],
      ["Add TopicId", true],
      ["Add Name", true],
      ["Add KafkaType", true],
      ["Add UserKafkaTopics", true],
      ["Add LogRechargeRule", true],
      ["Add all missing fields", false],
      ["Change the severity of R49 in this workspace…", false],
      ["Change the severity of R01 in this workspace…", false],
    ]);
    expect(actions[0]?.diagnostics).toMatchObject([{ code: "R49", data: { fields: ["Status"] } }]);
    expect(actions[1]?.diagnostics).toMatchObject([{ code: "R01", data: { fields: ["TopicId"] } }]);
  });

  it("are those of the place asked about", () => {
    expect(titles('{ "Status": 1, "off|set": -1 }')).toContain("Rename to Offset");
    expect(titles('{ "Status": 1, "off|set": -1 }')).not.toContain("Remove Status");
    expect(titles(CKAFKA, { only: ["quickfix"] })).toEqual([]);
  });

  it("add the protocol that an encrypted address asks for, with all it needs", () => {
    const text = '{ "KafkaType": 1, "ServerAddr": "a:1", "IsEncryption|Addr": true }';
    expect(done(text, "Add Protocol")).toContain(
      '"Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "kafka-user", "Password": "${secret:kafka-password}" }',
    );
  });

  it("are one where several findings have the same", () => {
    const { actions } = offered('{ "UserKafkaTopics": "a, b|，a" }');
    const [action] = actions.filter(({ title }) => title.startsWith("Clean up"));
    expect(action?.title).toBe('Clean up the list of topics: "a,b"');
    expect(action?.diagnostics?.map(({ code }) => code)).toEqual(["R42", "R42"]);
  });

  it("obey the rules' settings", () => {
    expect(titles('{ |"Offset": null }', { rules: new Map([["R01", "off"]]) })).toEqual([]);
  });

  it("are named in Chinese", () => {
    l10n.config({ contents: readFileSync("l10n/service.zh-cn.json", "utf8") });
    expect(titles('{ "Offset": 0| }', { locale: "zh-cn" })).toContain("改为 -1（最新）");
  });
});

describe("kinds", () => {
  it.each([
    [undefined, ["quickfix"]],
    [["quickfix"], ["quickfix"]],
    [["refactor"], []],
    [["source"], ["source.fixAll.recharge", "source.sortKeys.recharge"]],
    [["source.fixAll"], ["source.fixAll.recharge"]],
    [
      ["source.fixAll.recharge", "quickfix"],
      ["quickfix", "source.fixAll.recharge"],
    ],
    [["source.fixAll.eslint"], []],
    [["source.sort"], []],
    [["source.sortKeys"], ["source.sortKeys.recharge"]],
    [[""], []],
  ] as [string[] | undefined, string[]][])("asked for %j are %j", (only, kinds) => {
    const { actions } = offered('{ "Offset": "-1"|, "Name": null }', only && { only });
    expect([...new Set(actions.map(({ kind }) => kind))]).toEqual(kinds);
  });

  it("are the announced ones", () => {
    expect(CODE_ACTION_KINDS).toEqual([
      "quickfix",
      "refactor.rewrite",
      "source.fixAll.recharge",
      "source.sortKeys.recharge",
    ]);
  });
});

describe("edits", () => {
  const missing = '{\n  "Kafka|Type": 1,\n  "Name": "a"\n}';

  it("name the version they are for, where the client knows versions", () => {
    const versioned = offered(missing).actions[0]?.edit;
    expect(versioned?.documentChanges).toMatchObject([
      { textDocument: { uri: "file:///a.recharge.json", version: 1 } },
    ]);
    const plain = offered(missing, { edits: { versioned: false, snippets: true } }).actions[0]?.edit;
    expect(Object.keys(plain?.changes ?? {})).toEqual(["file:///a.recharge.json"]);
    expect(JSON.stringify(plain)).not.toContain("snippet");
  });

  it("have place-holders where the client has snippets, numbered through, and say the same", () => {
    const snippets = { edits: { versioned: true, snippets: true } };
    const { actions } = offered(missing, snippets);
    const all = textEdits(actions.find(({ title }) => title === "Add all missing fields"));
    const values = all.flatMap((edit) => (SnippetTextEdit.is(edit) ? [edit.snippet.value] : []));
    const numbers = [...values.join().matchAll(/\$\{(\d+)/g)].map(([, number]) => Number(number));
    expect(numbers.length).toBeGreaterThan(5);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const title of ["Add ServerAddr", "Add LogRechargeRule", "Add all missing fields"]) {
      expect(done(missing, title, snippets)).toBe(done(missing, title));
    }
  });

  it("begin at the start of a line where a snippet has several, so that editors indent nothing twice", () => {
    const snippets = { edits: { versioned: true, snippets: true } };
    for (const marked of [missing, '{\n  "Name": "a",\n  "LogRecharge|Rule": null\n}']) {
      const action = offered(marked, snippets).actions.find(({ title }) => title === "Add LogRechargeRule");
      const edit = textEdits(action).at(-1);
      expect(edit && SnippetTextEdit.is(edit) && edit.snippet.value).toMatch(/\n/);
      expect(edit?.range.start.character).toBe(0);
    }
  });
});

describe("adding what is missing", () => {
  it("writes a whole file into an empty object", () => {
    expect(done("{|}", "Add all missing fields")).toBe(`{
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "mysql-subscribe",
  "KafkaType": 0,
  "UserKafkaTopics": "topic1,topic2",
  "Offset": -2,
  "LogRechargeRule": {
    "RechargeType": "json_log",
    "EncodingFormat": 0,
    "DefaultTimeSwitch": true
  },
  "KafkaInstance": "ckafka-2vrgxbxa"
}`);
  });

  it("names as many fields as the pattern has groups", () => {
    const rule = '"RechargeType|": "fullregex_log", "LogRegex": "(\\\\S+) (?<level>\\\\w+) (.*)"';
    expect(done(`{ "LogRechargeRule": { ${rule} } }`, "Add Keys")).toContain('"Keys": ["field1", "level", "field3"]');
    expect(
      done(`{ "LogRechargeRule": { ${rule.replace("|", "")}, "Keys|": ["a"] } }`, "Add level, field3 to Keys"),
    ).toContain('"Keys": ["a", "level", "field3"]');
  });

  it("keeps the password out of the file", () => {
    const marked = '{ "Protocol": { "Protocol": "sasl_ssl|" } }';
    expect(done(marked, "Add Password")).toContain('"Password": "${secret:kafka-password}"');
  });
});

describe("the kind of Kafka", () => {
  const SELF_BUILT = CKAFKA.replace("|", "")
    .replace(
      '"KafkaType": 0, // ours\n  "KafkaInstance": "ckafka-2vrgxbxa"',
      '"KafkaType": 1, // ours\n  "ServerAddr": "192.168.0.1:9095",\n  "IsEncryptionAddr": false',
    )
    .replace("Kafka", "Kafka");

  it("is switched at KafkaType, whether something is wrong or not", () => {
    const { actions } = offered(CKAFKA);
    expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
      ["Use the customer's Kafka: an address instead of an instance", "refactor.rewrite"],
    ]);
    expect(done(CKAFKA, "Use the customer's Kafka: an address instead of an instance")).toBe(`{
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "orders",
  "KafkaType": 1, // ours
  "UserKafkaTopics": "orders",
  "Offset": -1,
  "LogRechargeRule": {
    "RechargeType": "json_log",
    "EncodingFormat": 0,
    "DefaultTimeSwitch": true
  },
  "ServerAddr": "192.168.0.1:9095",
  "IsEncryptionAddr": false
}
`);
  });

  it("is a quick fix where a field of the other kind is missing or pointless", () => {
    const title = "Use CKafka: an instance instead of an address";
    const marked = SELF_BUILT.replace('"ServerAddr": "192.168.0.1:9095"', '"Server|Addr": ""');
    const action = offered(marked).actions.find((one) => one.title === title);
    expect(action?.kind).toBe("quickfix");
    const after = done(marked, title);
    expect(after).toContain('"KafkaType": 0, // ours\n');
    expect(after).toContain('"KafkaInstance": "ckafka-2vrgxbxa"');
    expect(after).not.toMatch(/IsEncryptionAddr/);
  });
});

describe("a password in the file", () => {
  const marked = '{ "Name": "Orders EU", "Protocol": { "Protocol": "sasl_ssl", "Password": "canary|-190573" } }';

  it("goes into a secret or a variable, and is in no answer", () => {
    const { actions } = offered(marked, { only: ["quickfix"] });
    const titles = actions.map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual([
      "Keep the password as a secret of the editor: ${secret:orders-eu-kafka-password}",
      "Replace the password by ${env:ORDERS_EU_KAFKA_PASSWORD}; set that variable yourself",
    ]);
    expect(actions[0]).toMatchObject({
      isPreferred: true,
      command: {
        command: "recharge.setSecret",
        arguments: ["orders-eu-kafka-password", "file:///a.recharge.json", "/Protocol/Password"],
      },
    });
    expect(actions[0]).not.toHaveProperty("edit");
    expect(JSON.stringify(actions)).not.toContain("canary");
    expect(done(marked, titles[1] ?? "")).toContain('"Password": "${env:ORDERS_EU_KAFKA_PASSWORD}"');
  });

  it.each([
    [
      "canary${env:TAIL}",
      ["${secret:orders-eu-kafka-password}${env:TAIL}", "${env:ORDERS_EU_KAFKA_PASSWORD}${env:TAIL}"],
    ],
    [
      "${env:HEAD}canary",
      ["${env:HEAD}${secret:orders-eu-kafka-password}", "${env:HEAD}${env:ORDERS_EU_KAFKA_PASSWORD}"],
    ],
    // What is in several pieces cannot be one secret.
    ["canary${env:MIDDLE}canary", ["${env:ORDERS_EU_KAFKA_PASSWORD}"]],
  ])("leaves no part of %s behind", (password, replacements) => {
    const half = marked.replace("canary|-190573", `|${password}`);
    const { actions } = offered(half, { only: ["quickfix"] });
    const shown = actions.flatMap(({ title }) => /\$\{.*\}/.exec(title)?.[0] ?? []);
    expect(shown).toEqual(replacements);
    expect(JSON.stringify(actions)).not.toContain("canary");
    const title = `Replace the password by ${replacements.at(-1)}; set that variable yourself`;
    expect(done(half, title)).toContain(`"Password": "${replacements.at(-1)}"`);
  });

  it("goes nowhere the editor does not know", () => {
    const known = { commands: new Set<string>(), only: ["quickfix"] };
    expect(titles(marked, known).join()).not.toMatch(/secret|severity/);
  });
});

describe("keys in a wrong place", () => {
  it("move with their value, in the indentation of their new place", () => {
    const marked =
      '{\n\t"Met|adata": [\n\t\t"kafka_topic" // t\n\t],\n\t"LogRechargeRule": {\n\t\t"RechargeType": "json_log"\n\t}\n}';
    expect(done(marked, "Move Metadata into LogRechargeRule")).toBe(
      '{\n\t"LogRechargeRule": {\n\t\t"RechargeType": "json_log",\n\t\t"Metadata": [\n\t\t\t"kafka_topic" // t\n\t\t]\n\t}\n}',
    );
  });

  it("bring the object along that is not there yet", () => {
    expect(done('{ "User|Name": "cls", "Name": "a" }', "Move UserName into Protocol")).toBe(
      '{ "Name": "a", "Protocol": { "UserName": "cls" } }',
    );
  });

  it("stay where the field is set already", () => {
    expect(titles('{ "User|Name": "a", "Protocol": { "UserName": "b" } }')).not.toContain(
      "Move UserName into Protocol",
    );
  });
});

describe("slips of JSON", () => {
  it.each([
    ['{ "Name": "a",| }', "Remove the comma", '{ "Name": "a" }'],
    ['{ "Name": "a"| "Offset": -1 }', "Insert the comma", '{ "Name": "a", "Offset": -1 }'],
    ['{ "Name"| "a" }', "Insert the colon", '{ "Name": "a" }'],
    ['{\r\n  "Name": "a"|\r\n', "Insert }", '{\r\n  "Name": "a"\r\n}\r\n'],
    [
      '{\n  "LogRechargeRule": {\n    "Keys": ["a"|\n',
      "Insert ]}}",
      '{\n  "LogRechargeRule": {\n    "Keys": ["a"\n    ]\n  }\n}\n',
    ],
    ['{ "LogRechargeRule": { "TimeKey": "a"|', "Insert }}", '{ "LogRechargeRule": { "TimeKey": "a"}}'],
    ["{ 'Na|me': \"a\" }", 'Change to "Name"', '{ "Name": "a" }'],
    ["{ Na|me: 1 }", 'Change to "Name"', '{ "Name": 1 }'],
    ['{ “Na|me”: "a" }', 'Change to "Name"', '{ "Name": "a" }'],
    ['{ "Name"|： "a" }', "Change to :", '{ "Name": "a" }'.replace(": ", ": ")],
    ['{ "IsEncryptionAddr": Tr|ue }', "Change to true", '{ "IsEncryptionAddr": true }'],
    ['{ "Name": "a|\tb" }', "Write it as an escape", '{ "Name": "a\\tb" }'],
    [
      '{ "LogRechargeRule": { "LogRegex": "(\\d+)\\b|\\\\." } }',
      "Write the backslashes twice",
      '{ "LogRechargeRule": { "LogRegex": "(\\\\d+)\\\\b\\\\." } }',
    ],
    ['{ "Name": "C:\\q\\n|" }', "Write the backslashes twice", '{ "Name": "C:\\\\q\\n" }'],
    ['{ "Name": "a", "Na|me": "b" }', "Remove the first Name, which does not count", '{ "Name": "b" }'],
    ['{ "Name": "a", "Na|me": "b" }', "Remove this Name", '{ "Name": "a" }'],
    ['{ "__proto|__": {}, "Name": "a" }', "Remove __proto__", '{ "Name": "a" }'],
  ])("%s: %s", (marked, title, expected) => {
    expect(done(marked, title)).toBe(expected);
  });

  it("are left to people where there are several ways to read them", () => {
    for (const marked of ['{ "x": 0|1 }', '{ "Name": "a|\n}', '{ "Name": { "a": 1 |, "b" }', "[1,| ]", "|"]) {
      expect(
        titles(marked, { only: ["quickfix"] }).filter((title) => !title.startsWith("Change the severity")),
      ).toEqual(marked === "[1,| ]" ? ["Remove the comma"] : []);
    }
  });
});

describe("source actions", () => {
  it("fix what has one right answer and nothing else", () => {
    const marked = `|{
  "name": "orders", // ours
  "kafka_type": "0",
  "KafkaInstance": null,
  "UserKafkaTopics": ["orders", "payments"],
  "Offset": "latest",
  "LogRechargeRule": {
    "RechargeType": "full_regex_log",
    "Keys": ["a"],
    "TimeKey": "a",
    "TimeFormat": "yyyy-MM-dd",
    "UnMatchLogSwitch": 1,
    "Metadata": ["kafka_topic", "kafka_topic"],
  },
}
`;
    expect(done(marked, "Fix everything that has one right answer", { only: ["source.fixAll"] })).toBe(`{
  "Name": "orders", // ours
  "KafkaType": 0,
  "UserKafkaTopics": "orders,payments",
  "Offset": "latest",
  "LogRechargeRule": {
    "RechargeType": "fullregex_log",
    "Keys": ["a"],
    "TimeKey": "a",
    "TimeFormat": "yyyy-MM-dd",
    "UnMatchLogSwitch": true,
    "Metadata": ["kafka_topic"]
  }
}
`);
  });

  it("are not offered where nothing is to do", () => {
    expect(titles(CKAFKA, { only: ["source"] })).toEqual(["Sort keys as in the documentation"]);
    expect(titles('|{ "TopicId": "a", "Name": "b" }', { only: ["source"] })).toEqual([]);
  });

  it.each([
    [
      '|{ // all\n  "Name": "a", // the name\n\n  // about topic\n  "TopicId": "x" /* t */ // u\n  // foot\n}',
      '{ // all\n  // about topic\n  "TopicId": "x", /* t */ // u\n\n  "Name": "a" // the name\n  // foot\n}',
    ],
    ['|{"Name":"a", "TopicId":"x" // c\n}', '{"TopicId":"x", // c\n "Name":"a"\n}'],
    ['|{"Name":"a" /* n */, /* b */ "TopicId":"x"}', '{/* b */ "TopicId":"x", "Name":"a" /* n */}'],
    [
      '|{\r\n\t"zz": 1,\r\n\t"Protocol": { "Password": "", "Protocol": "ssl" }\r\n}',
      '{\r\n\t"Protocol": { "Protocol": "ssl", "Password": "" },\r\n\t"zz": 1\r\n}',
    ],
  ])("sort keys: %j", (marked, expected) => {
    expect(done(marked, "Sort keys as in the documentation", { only: ["source.sortKeys"] })).toBe(expected);
  });
});

it("fixes only what it was asked about when nothing is selected", () => {
  expect(codeActions(documentOf(""), new Analysis(""), zero, { diagnostics: [] }, OPTIONS)).toEqual([]);
});

const zero = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
