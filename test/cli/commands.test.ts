import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { CLI, folder, hasOrdinaryUser, runCli, runInTerminal } from "./run.ts";
import { read, task, tasks } from "./tasks.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const COMMANDS = [
  "validate",
  "submit",
  "recover",
  "fix",
  "format",
  "init",
  "explain",
  "schema",
  "sandbox",
  "completion",
];

describe("usage", () => {
  it.each(["--version", "-V"])("%s prints the version", async (option) => {
    expect(await runCli([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each(["--help", "help", "-h"])("%s lists the commands on standard output", async (option) => {
    const { code, stdout, stderr } = await runCli([option]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} +\\S`, "m"));
  });

  it.each(COMMANDS)("%s --help has examples, in both languages", async (command) => {
    const english = await runCli([command, "--help"]);
    expect(english.code).toBe(0);
    expect(english.stdout).toContain(`Usage: cls-recharge ${command}`);
    expect(english.stdout).toMatch(new RegExp(`Examples:\\n  # .+\\n  .*cls-recharge ${command}`));
    const { stdout: chinese } = await runCli([command, "--help"], { env: { LANG: "zh_CN.UTF-8", LC_ALL: "" } });
    expect(chinese).toContain("用法：");
    expect(chinese).not.toMatch(/\b(the|and|of)\b/);
  });

  it.each<[string, string[], string]>([
    ["nothing at all", [], "Usage:"],
    ["a mistyped command", ["valdate"], "Did you mean validate?"],
    ["help for a mistyped command", ["help", "valdate"], "Did you mean validate?"],
    ["a mistyped option", ["validate", "--formt", "json"], "Did you mean --format?"],
    [
      "the same with a value glued on",
      ["validate", "--formt=json"],
      "there is no option --formt\nDid you mean --format?",
    ],
    ["the same before a command", ["--verson=x", "submit"], "there is no option --verson\nDid you mean --version?"],
    ["a value too many", ["submit", "x", "--dry-run=no"], "error: --dry-run takes no value\n"],
    ["a missing argument", ["submit"], "paths is missing"],
    ["a missing value", ["validate", "--format"], "--format needs a value"],
    ["one argument too many", ["schema", "x"], "too many arguments"],
    ["options that exclude each other", ["submit", "x", "--sandbox", "--profile", "p"], "cannot be used together"],
    ["an unknown argument", ["completion", "tcsh"], 'shell cannot be "tcsh". It takes bash, zsh, fish.'],
    ["an unknown value", ["validate", "--format", "xml"], '--format cannot be "xml". It takes text, json, sarif'],
    ["a value of another kind", ["sandbox", "--port", "http"], '--port cannot be "http". A port from 0 to'],
    ["a folder to keep tasks in as in a file", ["sandbox", "--store", "."], "error: .: this is a folder\n"],
    [
      "a file with something else to keep tasks in",
      ["sandbox", "--store", "orders.recharge.json"],
      "orders.recharge.json does not hold its tasks; delete it to start without any\n",
    ],
    ["an option that has to be there", ["export", "."], "--terraform is missing"],
    ["each of several names", ["export", "--terraform", "no1", "no2"], "no1: no such file or folder\nno2: no such"],
    ["a real host as the endpoint", ["submit", ".", "--yes", "--endpoint", "https://example.com"], "example.com"],
  ])("%s is explained on standard error, exit code 2", async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: tasks("orders") });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("is explained in Chinese alone where the locale is", async () => {
    for (const args of [
      ["completion", "tcsh"],
      ["validate", "--format", "xml"],
      ["sandbox", "--port", "x"],
      ["sandbox", "--store", "package.json"],
      ["export", "."],
    ]) {
      const { stderr } = await runCli(args, { env: { LC_ALL: "zh_CN.UTF-8" } });
      expect(stderr).toMatch(/^错误：/);
      expect(stderr).not.toMatch(/\b(is|are|argument|option|value)\b/);
    }
  });

  it.each(["--secret-key", "--secret-id=canary-91c", "--token", "--password"])(
    "%s is refused, and its value is not repeated",
    async (option) => {
      const args = ["submit", "x.recharge.json", option, ...(option.includes("=") ? [] : ["canary-91c"])];
      for (const line of [args, [...args.slice(2), "submit"]]) {
        const { code, stdout, stderr } = await runCli(line);
        expect(code).toBe(2);
        expect(stderr).toContain("is refused");
        expect(stderr).toContain("TENCENTCLOUD_SECRET_KEY");
        expect(stdout + stderr).not.toContain("canary-91c");
      }
    },
  );

  it("says what it is that cannot be written when it is the journal", async () => {
    const cwd = tasks("orders");
    const { code, stderr } = await runCli(["recover"], {
      cwd,
      env: { CLS_RECHARGE_STATE_DIR: "orders.recharge.json" },
    });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: The record of operations cannot be kept.*EEXIST/),
    ]);
  });

  it("says where credentials were looked for", async () => {
    const args = ["submit", ".", "--yes", "--region", "ap-guangzhou", "--profile", "nobody"];
    const { code, stderr } = await runCli(args, { cwd: tasks("orders") });
    expect(code).toBe(2);
    expect(stderr).toContain("nobody");
    expect(stderr).toContain(".tccli");
  });
});

describe("init", () => {
  it("writes files without errors, the templates of the editor", async () => {
    const cwd = folder();
    const { stdout: list } = await runCli(["init", "--list"]);
    const templates = list.trimEnd().split("\n");
    expect(templates.length).toBeGreaterThanOrEqual(5);
    for (const [index] of templates.entries()) {
      const file = `${index + 1}.recharge.json`;
      expect((await runCli(["init", file, "--template", String(index + 1)], { cwd })).code).toBe(0);
    }
    const found = JSON.parse((await runCli(["validate", "--format", "json"], { cwd })).stdout);
    const across = ["R46", "R74"];
    expect(
      found.filter(
        ({ rule, severity }: { rule: string; severity: string }) =>
          !across.includes(rule) && ["error", "warning"].includes(severity),
      ),
    ).toEqual([]);
  });

  it("says which name makes it a task file", async () => {
    const cwd = folder();
    expect((await runCli(["init", "a.json"], { cwd })).stderr).toContain("rename it");
    expect((await runCli(["init", "a.recharge.json"], { cwd })).stderr).not.toContain("rename it");
  });

  it("says in words where it cannot write", async () => {
    const { code, stderr } = await runCli(["init", "no/a.recharge.json"], { cwd: folder() });
    expect([code, stderr]).toEqual([2, "error: no/a.recharge.json: no such folder\n"]);
    const slash = await runCli(["init", "no/"], { cwd: folder() });
    expect([slash.code, slash.stderr]).toEqual([2, "error: no/: this is a folder\n"]);
  });

  it.each(["it's mine.recharge.json", "-a.recharge.json"])(
    "names a next step that a shell can take: %s",
    async (file) => {
      const cwd = folder();
      const { stderr } = await runCli(["init", "--", file], { cwd });
      const [, args] = /then: cls-recharge (.*)\n$/.exec(stderr) ?? [];
      const next = spawnSync("/bin/sh", ["-c", `node "$0" ${args}`, CLI], { cwd });
      expect([next.status, next.stdout.toString()]).toEqual([0, "✔ No problems in 1 file.\n"]);
    },
  );

  it("never overwrites, and knows its templates", async () => {
    const cwd = tasks("orders");
    const again = await runCli(["init", "orders.recharge.json"], { cwd });
    expect([again.code, read(cwd, "orders")]).toEqual([2, task("orders")]);
    const unknown = await runCli(["init", "new.recharge.json", "--template", "nope"], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no template "nope"')]);
  });

  it.each([
    [["--list", "x"], "too many arguments"],
    [["--list", "--template", "2"], "--list and --template cannot be used together"],
  ])("lists templates and nothing else: %s", async (args, reason) => {
    const { code, stderr } = await runCli(["init", ...args], { cwd: folder() });
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });
});

describe("schema", () => {
  it("is the file the editor uses", async () => {
    const { code, stdout } = await runCli(["schema"]);
    expect([code, stdout]).toEqual([0, readFileSync("schemas/recharge.schema.json", "utf8")]);
  });
});

describe("explain", () => {
  it.each([
    ["R19", "R19: Time from the log needs format and zone"],
    ["r05", "rules.md#r05"],
    ["R5", "R05: CKafka needs an instance"],
    ["LogRechargeRule.TimeZone", '"GMT+05:30"  New Delhi'],
    ["protocol.mechanism", "Protocol.Mechanism: "],
  ])("%s", async (topic, text) => {
    const { code, stdout } = await runCli(["explain", topic]);
    expect(code).toBe(0);
    expect(stdout).toContain(text);
  });

  it.each([
    ["TimeZone", "did you mean LogRechargeRule.TimeZone?"],
    ["LogRechargeRule/TimeZone", "did you mean LogRechargeRule.TimeZone?"],
    ["TopicIdd", "did you mean TopicId?"],
    ["R99", 'no rule or field "R99"'],
  ])("says what else %s may be", async (topic, text) => {
    const { code, stderr } = await runCli(["explain", topic]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(text)]);
  });
});

describe("format", () => {
  const messy = '\ufeff{"TopicId":"a",\r\n  // kept\r\n"Name" : "日志"}\r\n';
  const tidy = '\ufeff{\r\n  "TopicId": "a",\r\n  // kept\r\n  "Name": "日志"\r\n}\r\n';

  it.runIf(process.getuid?.() === 0)("leaves a file to its owner", async () => {
    const cwd = folder();
    const file = join(cwd, "a.recharge.json");
    writeFileSync(file, messy);
    chownSync(file, 1234, 1235);
    expect(await runCli(["format"], { cwd })).toMatchObject({ code: 0, stdout: "a.recharge.json\n" });
    expect(statSync(file)).toMatchObject({ uid: 1234, gid: 1235 });
  });

  it("writes a file of the longest name that there can be", async () => {
    const cwd = folder();
    const name = `${"n".repeat(255 - ".recharge.json".length)}.recharge.json`;
    writeFileSync(join(cwd, name), messy);
    expect(await runCli(["format"], { cwd })).toMatchObject({ code: 0, stdout: `${name}\n` });
    expect(readdirSync(cwd)).toEqual([name]);
  });

  it("keeps comments, line ends, byte order mark and mode; says what it changed", async () => {
    const cwd = folder();
    const file = join(cwd, "a.recharge.json");
    writeFileSync(file, messy, { mode: 0o640 });
    expect(await runCli(["format", "--check"], { cwd })).toMatchObject({ code: 1, stdout: "a.recharge.json\n" });
    expect(readFileSync(file, "utf8")).toBe(messy);
    expect(await runCli(["format"], { cwd })).toMatchObject({ code: 0, stdout: "a.recharge.json\n" });
    expect(readFileSync(file, "utf8")).toBe(tidy);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(await runCli(["format", "--check"], { cwd })).toMatchObject({ code: 0, stdout: "" });
  });

  it("has nothing to do in the examples", async () => {
    expect(await runCli(["format", "--check", "examples"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("passes standard input through", async () => {
    expect(await runCli(["format", "-"], { stdin: messy })).toMatchObject({ code: 0, stdout: tidy });
  });

  it.skipIf(!hasOrdinaryUser)("says in words where it cannot write, and leaves nothing", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.recharge.json"), messy);
    chmodSync(cwd, 0o555);
    const { code, stderr } = await runCli(["format"], { cwd, ordinary: true });
    expect([code, stderr]).toEqual([2, "error: a.recharge.json: no permission to write there\n"]);
    expect(readdirSync(cwd)).toEqual(["a.recharge.json"]);
    chmodSync(cwd, 0o755);
  });

  it("leaves alone what it cannot read", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.recharge.json"), '{"a": [1,}');
    const { code, stderr } = await runCli(["format"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining("a.recharge.json")]);
    expect(readFileSync(join(cwd, "a.recharge.json"), "utf8")).toBe('{"a": [1,}');
  });
});

describe("fix", () => {
  const wrong =
    '\ufeff{\r\n  // kept\r\n  "Name": "日志",\r\n  "KafkaType": "0",\r\n  "Protocol": {"password": "canary-91c"},\r\n}\r\n';
  const right = wrong.replace('"0"', "0").replace("password", "Password").replace('"},', '"}');

  function withFile(): { cwd: string; text: () => string } {
    const cwd = folder();
    const file = join(cwd, "a.recharge.json");
    writeFileSync(file, wrong);
    return { cwd, text: () => readFileSync(file, "utf8") };
  }

  it("does what has one right answer, and nothing else", async () => {
    const { cwd, text } = withFile();
    expect(await runCli(["fix"], { cwd })).toEqual({ code: 0, stdout: "a.recharge.json\n", stderr: "" });
    expect(text()).toBe(right);
    expect(await runCli(["fix"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("shows with --dry-run what it would do, without passwords, and fails", async () => {
    const { cwd, text } = withFile();
    expect(await runCli(["fix", "--dry-run"], { cwd })).toEqual({
      code: 1,
      stdout: [
        "--- a.recharge.json",
        "+++ a.recharge.json",
        "@@ -1,6 +1,6 @@",
        " \ufeff{",
        "   // kept",
        '   "Name": "日志",',
        '-  "KafkaType": "0",',
        '-  "Protocol": {"password": "••••••••••"},',
        '+  "KafkaType": 0,',
        '+  "Protocol": {"Password": "••••••••••"}',
        " }",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(text()).toBe(wrong);
    writeFileSync(join(cwd, "a.recharge.json"), right);
    expect(await runCli(["fix", "--dry-run"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("paints differences at a terminal only", async () => {
    const { cwd } = withFile();
    const terminal = runInTerminal(["fix", "--dry-run"], { cwd });
    expect(await terminal.ended).toBe(1);
    expect(terminal.output()).toContain(`\u001b[32m+  "KafkaType": 0,\u001b[39m`);
  });

  it("passes standard input through, and shows it with --dry-run under its name", async () => {
    expect(await runCli(["fix", "-"], { stdin: wrong })).toEqual({ code: 0, stdout: right, stderr: "" });
    const { code, stdout } = await runCli(["fix", "-", "--dry-run", "--stdin-filename", "x.json"], { stdin: wrong });
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^--- x\.json\n/)]);
  });

  it("leaves alone what rule settings turn off", async () => {
    const { cwd, text } = withFile();
    writeFileSync(join(cwd, ".rechargerc.json"), '{"rules": {"R48": "off"}}');
    expect(await runCli(["fix", "--rule", "R49=off"], { cwd })).toMatchObject({ code: 0 });
    expect(text()).toBe(wrong.replace('"},', '"}'));
  });

  it("says what it cannot read and does the rest", async () => {
    const { cwd, text } = withFile();
    const { code, stdout, stderr } = await runCli(["fix", "absent.json", "."], { cwd });
    expect([code, stdout]).toEqual([2, "a.recharge.json\n"]);
    expect(stderr).toBe("error: absent.json: no such file or folder\n");
    expect(text()).toBe(right);
  });
});

describe("completion", () => {
  /** A folder for PATH in which `cls-recharge` is this build. */
  function installed(): string {
    const bin = folder();
    writeFileSync(join(bin, "cls-recharge"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
    return [bin, process.env.PATH].join(delimiter);
  }

  /** What bash would offer behind these words. */
  function inBash(...words: string[]): string[] {
    const script = `eval "$(cls-recharge completion bash)"
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cls_recharge; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const args = ["--norc", "-c", script, "bash", "cls-recharge", ...words];
    return execFileSync("bash", args, { env: { PATH: installed() }, encoding: "utf8" })
      .trim()
      .split("\n");
  }

  it.each<[string[], string[]]>([
    [["va"], ["validate"]],
    [["validate", "--form"], ["--format"]],
    [
      ["validate", "--format", ""],
      ["text", "json", "sarif", "github"],
    ],
    [["completion", "f"], ["fish"]],
    [["help", "vali"], ["validate"]],
    [["submit", "--dry"], ["--dry-run"]],
    // Nothing of its own: bash goes on with file names.
    [["validate", "exam"], [""]],
  ])("in bash offers for %j", (words, offered) => {
    expect(inBash(...words)).toEqual(offered);
  });

  it.each(["zsh", "fish"])("for %s names every command and is accepted by it where it is installed", async (shell) => {
    const { code, stdout } = await runCli(["completion", shell]);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(command);
    const file = join(folder(), "script");
    writeFileSync(file, stdout);
    const check = spawnSync(shell, ["-n", file], { encoding: "utf8" });
    if (!check.error) expect([check.status, check.stderr]).toEqual([0, ""]);
  });
});
