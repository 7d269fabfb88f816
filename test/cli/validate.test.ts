import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../cli/findings.ts";
import { folder, hasOrdinaryUser, runCli, runInTerminal } from "./run.ts";
import { task } from "./tasks.ts";

/** A folder with these files. */
function files(contents: Record<string, string | Buffer>): string {
  const path = folder();
  for (const [name, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const good = task("good");
const noInstance = good.replace(/.*"KafkaInstance".*\n/, "");
const hint = task("hint").replace('"json_log"', '"json_log", "Delimiter": ","');

async function findings(args: string[], cwd: string, stdin?: string): Promise<Finding[]> {
  const { stdout } = await runCli(["validate", "--format", "json", ...args], { cwd, ...(stdin && { stdin }) });
  return JSON.parse(stdout);
}

describe("what is checked", () => {
  const cwd = files({
    "a.recharge.json": good,
    "deep/er/b.recharge.json": noInstance.replaceAll("good", "b"),
    "deep/other.json": "{}",
    "node_modules/x/c.recharge.json": "{}",
    "[odd].recharge.json": task("odd"),
    "empty/readme.md": "",
  });

  it.each<[string, string[], string[]]>([
    ["the current folder without arguments", [], ["deep/er/b.recharge.json"]],
    ["a folder", ["deep"], ["deep/er/b.recharge.json"]],
    ["a file, whatever its name", ["deep/other.json"], ["deep/other.json"]],
    ["a pattern", ["deep/**/*.json"], ["deep/er/b.recharge.json", "deep/other.json"]],
    ["the same file once", ["deep", "deep/er/b.recharge.json", "./deep/er/*"], ["deep/er/b.recharge.json"]],
    ["a file whose name looks like a pattern", ["[odd].recharge.json"], []],
    ["an absolute path", [join(cwd, "deep")], [join(cwd, "deep/er/b.recharge.json")]],
  ])("is %s", async (_, args, expected) => {
    const found = await findings(args, cwd);
    expect([...new Set(found.map(({ file }) => file))]).toEqual(expected);
  });

  it("is standard input under a name", async () => {
    const found = await findings(["-", "--stdin-filename", "tasks/x.recharge.json"], cwd, noInstance);
    expect(found.map(({ file, rule }) => [file, rule])).toEqual([["tasks/x.recharge.json", "R05"]]);
    expect((await findings(["-"], cwd, noInstance))[0]?.file).toBe("<stdin>");
  });

  it.each<[string, string[], string]>([
    ["a name that is empty", [""], '"": no such file or folder'],
    ["a missing file", ["nope.recharge.json"], "nope.recharge.json: no such file or folder"],
    ["a folder without tasks", ["empty"], "empty: no *.recharge.json file in this folder"],
    ["a pattern that matches nothing", ["x/**/*.json"], "x/**/*.json: nothing matches this pattern"],
    ["a broken pattern", ["{a,b"], "{a,b: nothing matches this pattern"],
    ["a path through a file", ["a.recharge.json/b"], "a.recharge.json/b: no such file or folder\n"],
  ])("is not %s: it says so and fails", async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(["validate", ...args], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("goes on after what cannot be read, and still fails", async () => {
    const path = files({ "a.recharge.json": noInstance, "b.recharge.json": Buffer.from([0x22, 0xe9, 0x22]) });
    const { code, stdout, stderr } = await runCli(["validate"], { cwd: path });
    expect(code).toBe(2);
    expect(stdout).toContain("R05");
    expect(stderr).toContain("b.recharge.json: not UTF-8 text");
  });

  it("says of UTF-16 what it is instead of what it looks like, with every command that reads files", async () => {
    const words = "looks like UTF-16";
    const little = Buffer.from(good, "utf16le");
    const big = Buffer.from(little).swap16();
    const path = files({ "big.recharge.json": big, "little.recharge.json": little, "mark.recharge.json": "" });
    writeFileSync(join(path, "mark.recharge.json"), `\ufeff${good}`, "utf16le");
    const { code, stderr } = await runCli(["validate"], { cwd: path });
    expect([code, stderr.match(/^error: \S+: this looks like UTF-16; save it as UTF-8/gm)?.length]).toEqual([2, 2]);
    expect(stderr).toContain("error: mark.recharge.json: not UTF-8 text; save it as UTF-8");
    for (const args of [["fix"], ["format"], ["export", "--terraform"]]) {
      const run = await runCli([...args, "little.recharge.json"], { cwd: path });
      expect([run.code, run.stderr.includes(words)]).toEqual([2, true]);
    }
    const piped = await runCli(["validate", "-"], { stdin: little });
    expect([piped.code, piped.stderr.includes(words)]).toEqual([2, true]);
    const address = ["--endpoint", "http://127.0.0.1:9", "--region", "ap-guangzhou"];
    const submit = await runCli(["submit", "little.recharge.json", "--dry-run", ...address], { cwd: path });
    expect(submit.stdout).toBe("✖ little.recharge.json  invalid\n    The file looks like UTF-16. Save it as UTF-8.\n");
  });

  it.skipIf(!hasOrdinaryUser)("says which folders it cannot look into, and fails", async () => {
    const path = files({ "a.recharge.json": good, "closed/b.recharge.json": good });
    chmodSync(join(path, "closed"), 0);
    const all = await runCli(["validate"], { cwd: path, ordinary: true });
    expect([all.code, all.stdout]).toEqual([2, expect.stringContaining("1 file")]);
    expect(all.stderr).toBe("error: closed: no permission to read it\n");
    const one = await runCli(["validate", "closed"], { cwd: path, ordinary: true });
    expect([one.code, one.stderr]).toEqual([2, all.stderr]);
    chmodSync(join(path, "closed"), 0o755);
  });

  it("is no link to itself", async () => {
    const path = folder();
    symlinkSync("a.recharge.json", join(path, "a.recharge.json"));
    const { code, stderr } = await runCli(["validate", "a.recharge.json"], { cwd: path });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: a\.recharge\.json: /);
  });

  it.each(["nothing.json", "b.recharge.json"])("is no link to %s in a folder", async (target) => {
    const path = files({ "tasks/a.recharge.json": good });
    symlinkSync(target, join(path, "tasks/b.recharge.json"));
    symlinkSync(target, join(path, "tasks/of-no-interest.json"));
    const { code, stdout, stderr } = await runCli(["validate", "tasks"], { cwd: path });
    expect([code, stdout]).toEqual([2, expect.stringContaining("1 file")]);
    expect(stderr).toBe("error: tasks/b.recharge.json: this link leads to no file\n");
  });

  it.each(["validate", "fix", "export --terraform ."])(
    "is nowhere when the current folder is gone: %s",
    async (words) => {
      const shell = 'mkdir gone && cd gone && rmdir ../gone && exec node "$0" "$@"';
      const run = runInTerminal(words.split(" "), { cwd: folder(), shell });
      expect(await run.ended).toBe(2);
      expect(run.output()).toMatch(/^\S*error: \S*the current folder does not exist any more\r\n$/);
    },
  );

  it("is one, whatever links lead to it, also in a loop", async () => {
    const path = files({ "tasks/b.recharge.json": good });
    symlinkSync("b.recharge.json", join(path, "tasks/a.recharge.json"));
    symlinkSync("tasks", join(path, "link"));
    symlinkSync(path, join(path, "tasks/loop"));
    for (const names of [[], ["**/*"], ["tasks/a.recharge.json", "tasks/b.recharge.json"], ["link", "tasks"]]) {
      const { code, stdout } = await runCli(["validate", ...names], { cwd: path });
      expect([code, stdout]).toEqual([0, "✔ No problems in 1 file.\n"]);
    }
    const { stdout } = await runCli(["format", "link", "tasks"], { cwd: path });
    expect(stdout).toBe("tasks/b.recharge.json\n");
  });
});

describe("findings", () => {
  it("have the documented shape", async () => {
    expect(await findings(["-"], folder(), noInstance)).toEqual([
      {
        file: "<stdin>",
        code: "R05",
        rule: "R05",
        severity: "error",
        message: "`KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).",
        pointer: "",
        range: { start: { line: 4, character: 2 }, end: { line: 4, character: 16 } },
      },
    ]);
  });

  it("count UTF-16 units behind emoji and Chinese, in CRLF, without the byte order mark", async () => {
    const text = `\ufeff{\r\n/* 👩‍💻 日志 */ "KafkaType": 7, "Name": "x" }`;
    const [finding] = (await findings(["-"], folder(), text)).filter(({ rule }) => rule === "R03");
    const column = '/* 👩‍💻 日志 */ "KafkaType": '.length;
    expect(finding?.range).toEqual({ start: { line: 1, character: column }, end: { line: 1, character: column + 1 } });
    expect(finding?.pointer).toBe("/KafkaType");
  });

  it("of what is no rule have a code and no rule", async () => {
    const [finding] = await findings(["-"], folder(), '{"TopicId": }');
    expect([finding?.code, finding?.rule]).toEqual(["syntax", null]);
  });

  it("tell files of one name apart by their folders", async () => {
    const cwd = files({ "prod/a/x.recharge.json": good, "staging/a/x.recharge.json": good });
    const found = (await findings(["--rule", "R46=off"], cwd)).map(({ file, message }) => [file, message]);
    expect(found).toEqual([
      ["prod/a/x.recharge.json", expect.stringMatching(/^staging\/a\/x\.recharge\.json has a task/)],
      ["staging/a/x.recharge.json", expect.stringMatching(/^prod\/a\/x\.recharge\.json has a task/)],
    ]);
  });

  it("compare files with each other, from both sides", async () => {
    const cwd = files({ "a.recharge.json": good, "b.recharge.json": good, "c.recharge.json": task("c") });
    const found = await findings(["--rule", "R46=off"], cwd);
    expect(found.map(({ file, rule, message }) => [file, rule, /\w\.recharge\.json/.exec(message)?.[0]])).toEqual([
      ["a.recharge.json", "R74", "b.recharge.json"],
      ["b.recharge.json", "R74", "a.recharge.json"],
    ]);
  });
});

describe("exit codes", () => {
  const cwd = files({ "good.recharge.json": good, "bad.recharge.json": noInstance, "hint.recharge.json": hint });

  it.each<[string, string[], number]>([
    ["0 without findings", ["good.recharge.json"], 0],
    ["0 with hints only", ["hint.recharge.json"], 0],
    ["1 with an error", ["bad.recharge.json"], 1],
    ["0 when the rule is off", ["bad.recharge.json", "--rule", "R05=off"], 0],
    ["0 when the rule is a warning", ["bad.recharge.json", "--rule", "R05=warning"], 0],
    ["1 with more warnings than allowed", ["bad.recharge.json", "--rule", "R05=warning", "--max-warnings", "0"], 1],
    ["0 with as many as allowed", ["bad.recharge.json", "--rule", "R05=warning", "--max-warnings", "1"], 0],
    ["2 for a rule that does not exist", ["good.recharge.json", "--rule", "R999=off"], 2],
    ["2 for a setting that does not exist", ["good.recharge.json", "--rule", "R05=loud"], 2],
    ["2 for a number that is none", ["good.recharge.json", "--max-warnings", "-1"], 2],
    ["2 for a format that does not exist", ["good.recharge.json", "--format", "xml"], 2],
    ["2 for an unknown option", ["good.recharge.json", "--formt", "json"], 2],
  ])("are %s", async (_, args, code) => {
    expect((await runCli(["validate", ...args], { cwd })).code).toBe(code);
  });
});

describe(".rechargerc.json", () => {
  it("counts for its folder, nearest first, and --rule wins", async () => {
    const cwd = files({
      ".rechargerc.json": '{ "rules": { "R05": "warning" } } // here',
      "a.recharge.json": noInstance,
      "sub/.rechargerc.json": '{ "rules": { "R05": "off" } }',
      "sub/b.recharge.json": noInstance.replaceAll("good", "b"),
    });
    const severities = async (...args: string[]) =>
      (await findings(args, cwd)).map(({ file, severity }) => [file, severity]);
    expect(await severities()).toEqual([["a.recharge.json", "warning"]]);
    expect(await severities("--rule", "R05=info")).toEqual([
      ["a.recharge.json", "info"],
      ["sub/b.recharge.json", "info"],
    ]);
    expect(await severities("--config", "sub/.rechargerc.json")).toEqual([]);
    const piped = await findings(["-", "--stdin-filename", "sub/x.recharge.json"], cwd, noInstance);
    expect(piped).toEqual([]);
  });

  it.each([
    ['{ "rules": { "R05": "quiet" } }', ':1: the setting of "R05" must be one of'],
    ['{ "rules": { "R999": "off" } }', 'there is no rule "R999"'],
    ["{", ":1: this is not JSON"],
  ])("says once what is wrong with %s", async (config, message) => {
    const cwd = files({ ".rechargerc.json": config, "a.recharge.json": good, "b.recharge.json": task("b") });
    for (const command of ["validate", "fix"]) {
      const { code, stderr } = await runCli([command], { cwd });
      expect(code).toBe(2);
      expect(stderr.split(message)).toHaveLength(2);
    }
  });

  it.each([
    [["--config", ""], "--config needs a value"],
    [["--rule", "R05=off=on"], "write R05=SETTING"],
  ])("is not %s", async (args, message) => {
    const { code, stderr } = await runCli(["validate", ...args], { cwd: files({ "a.recharge.json": good }) });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("formats", () => {
  const cwd = files({ "a, b.recharge.json": noInstance, "sub/日志.recharge.json": "{" });

  it("sarif is valid by the official schema, with the rules' texts and links", async () => {
    const { stdout } = await runCli(["validate", "--format", "sarif"], { cwd });
    const log = JSON.parse(stdout);
    const path = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
    // Draft-04 in name only: these two are all that draft-07 does not have.
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, "utf8"));
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [{ tool, results }] = log.runs;
    const result = results.find(({ ruleId }: { ruleId: string }) => ruleId === "R05");
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "a%2C%20b.recharge.json", uriBaseId: "%SRCROOT%" },
      region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 17 },
    });
    expect(tool.driver.rules[result.ruleIndex]).toMatchObject({
      id: "R05",
      shortDescription: { text: "CKafka needs an instance" },
      helpUri: expect.stringMatching(/^https:\/\/.*rules\.md#r05$/),
    });
  });

  it("github is one command for each finding", async () => {
    const { stdout } = await runCli(["validate", "--format", "github"], { cwd });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^::error file=a%2C b\.recharge\.json,line=5,endLine=5,col=3,endColumn=17,title=R05::/);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) file=/);
  });

  it("text is for people: source, caret, count", async () => {
    const { stdout } = await runCli(["validate", "a, b.recharge.json"], { cwd });
    expect(stdout).toBe(
      [
        "a, b.recharge.json",
        "  5:3  error: `KafkaInstance` is required because `KafkaType` is 0 (Tencent Cloud CKafka).  R05",
        '     5 │   "KafkaType": 0,',
        `       │   ${"^".repeat(14)}`,
        "",
        "✖ 1 error in 1 of 1 file.",
        "",
      ].join("\n"),
    );
  });

  it("are Chinese where the locale is", async () => {
    const args = ["validate", "a, b.recharge.json"];
    const { stdout } = await runCli(args, { cwd, env: { LC_ALL: "zh_CN.UTF-8" } });
    expect(stdout).toContain("错误：");
    expect(stdout).toContain("腾讯云 CKafka");
    const { stdout: english } = await runCli(args, { cwd, env: { LC_ALL: "en_US.UTF-8", LANG: "zh_CN.UTF-8" } });
    expect(english).toContain("error:");
  });
});

describe("output", () => {
  it.runIf(process.platform === "linux")("fails in a word when there is no place for it", async () => {
    const full = openSync("/dev/full", "w");
    const { code, stderr } = await runCli(["validate"], { cwd: files({ "a.recharge.json": good }), stdout: full });
    closeSync(full);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: The results could not be written: ENOSPC.*\n$/)]);
  });

  it("ends quietly when nobody reads it any more", async () => {
    const cwd = files({ "a.recharge.json": `{${'"x": 1,'.repeat(20_000)} "y": 1}` });
    const run = runInTerminal(["validate"], { cwd, shell: 'node "$0" "$@" | head -1' });
    expect(await run.ended).toBe(0);
    expect(run.output()).not.toContain("EPIPE");
    expect(run.output()).toContain("a.recharge.json");
  });
});
