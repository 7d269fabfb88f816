/** Commands that look and write files: check, preview, import, export. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../cli/finding.ts";
import type { Preview } from "../../cli/remote/preview.ts";
import type { Result } from "../../cli/remote/results.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { example, sdk } from "../unit/sandbox/client.ts";
import { folder, type RunOptions, type RunResult, runCli } from "./run.ts";
import { read, task, tasks } from "./tasks.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimit: false });
});
afterEach(() => sandbox.close());

const run = (args: string[], options: RunOptions = {}): Promise<RunResult> =>
  runCli([...args, "--endpoint", sandbox.url, "--region", "ap-guangzhou"], options);

const selfBuilt = (address: string, more = "") =>
  task("a")
    .replace('"KafkaType": 0', '"KafkaType": 1')
    .replace('"KafkaInstance": "ckafka-2vrgxbxa"', `"ServerAddr": "${address}", "IsEncryptionAddr": true,\n  ${more}`)
    .replace(/\n {2},/, ",");
const sasl = (user: string) =>
  `"Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "${user}", "Password": "\${secret:p}" }`;

describe("check", () => {
  it("is content with a cluster that can be reached", async () => {
    const { code, stdout } = await run(["check"], { cwd: tasks("a", "b") });
    expect([code, stdout]).toEqual([0, "✔ No problems in 2 files.\n"]);
    expect(sandbox.tasks()).toEqual([]);
  });

  it.each([
    [selfBuilt("unreachable.example.com:9092", sasl("u")), -1, "/ServerAddr", "No connection to the Kafka brokers."],
    [selfBuilt("kafka:9092", sasl("wrong")), -2, "/Protocol/UserName", "did not accept user, password or mechanism"],
    [selfBuilt("kafka", sasl("u")), -10, "/ServerAddr", "malformed"],
    [selfBuilt("kafka:http", sasl("u")), -11, "/ServerAddr", "is not a number"],
    [task("a").replace("ckafka-2vrgxbxa", "ckafka-00000000"), -8, "/KafkaInstance", "does not exist any more"],
    [task("a").replace("ckafka-2vrgxbxa", "ckafka-norole00"), -3, "/KafkaInstance", "not authorised"],
  ])("explains status codes at the field concerned: %#", async (text, status, pointer, message) => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.recharge.json"), text);
    const env = { CLS_RECHARGE_SECRET_P: "canary" };
    const { code, stdout, stderr } = await run(["check", ".", "--format", "json"], { cwd, env });
    const [finding] = JSON.parse(stdout) as Finding[];
    expect(code).toBe(1);
    expect(finding).toMatchObject({ file: "a.recharge.json", code: `check:${status}`, severity: "error", pointer });
    expect(finding?.message).toContain(message);
    const { start, end } = finding?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const value = text.split("\n")[start.line]?.slice(start.character, end.character);
    expect(text).toContain(`"${pointer.split("/").at(-1)}": ${value}`);
    expect(stdout + stderr).not.toContain("canary");
  });

  it("shows the place, and says what the API refuses and what has no value", async () => {
    const cwd = tasks("a");
    sandbox.script([
      {
        action: "CheckRechargeKafkaServer",
        error: { code: "InvalidParameterValue", message: "`KafkaInstance` is odd" },
      },
    ]);
    const { stdout } = await run(["check"], { cwd });
    expect(stdout).toContain('  "KafkaInstance": "ckafka-2vrgxbxa"');
    expect(stdout).toContain("InvalidParameterValue");
    writeFileSync(join(cwd, "a.recharge.json"), selfBuilt("kafka:9092", sasl("u")));
    const { stdout: json } = await run(["check", "--format", "json"], { cwd });
    // Two things that are missing are two sentences.
    writeFileSync(join(cwd, "a.recharge.json"), selfBuilt("${env:BROKER}", sasl("u")));
    for (const args of [["check"], ["preview"], ["submit", "--dry-run"]]) {
      const all = await run([...args, "."], { cwd });
      expect(all.stdout + all.stderr).toMatch(/\$\{env:BROKER\} has no value\. \$\{secret:p\} has no value\. Here/);
    }
    expect(JSON.parse(json)).toMatchObject([
      { code: "unreadable", pointer: "/Protocol/Password", message: expect.stringContaining("CLS_RECHARGE_SECRET_P") },
    ]);
  });

  it("shows the place, but no password beside it", async () => {
    const cwd = folder();
    const text = selfBuilt("kafka:9092", sasl("wrong")).replace("${secret:p}", "canary-5d1");
    writeFileSync(join(cwd, "a.recharge.json"), text);
    const { stdout, stderr } = await run(["check"], { cwd });
    expect(stdout).toContain('"UserName": "wrong"');
    expect(stdout + stderr).not.toContain("canary-5d1");
  });
});

describe("preview", () => {
  it("shows a message and the log made of it", async () => {
    const cwd = tasks("a");
    const { code, stdout } = await run(["preview", "."], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/message\n {4}\{"ts":"2026-01-05/);
    expect(stdout).toContain("    level    INFO\n    message  order placed\n");
    const { stdout: json } = await run(["preview", ".", "--format", "json"], { cwd });
    const [preview] = JSON.parse(json) as Preview[];
    expect(preview).toMatchObject({ file: "a.recharge.json", logs: [{ level: "INFO" }], error: null });
    expect(sandbox.tasks()).toEqual([]);
  });

  it("shows a message before there is a rule", async () => {
    const cwd = tasks("a");
    writeFileSync(join(cwd, "a.recharge.json"), read(cwd, "a").replace(/,\n {2}"LogRechargeRule".*/, ""));
    const { code, stdout } = await run(["preview", ".", "--raw"], { cwd });
    expect([code, stdout.includes("order placed"), stdout.includes("log\n")]).toEqual([0, true, false]);
    expect((await run(["preview", "."], { cwd })).code).toBe(1);
  });

  it("keeps what a message does to terminals out", async () => {
    const answer = {
      Response: { LogSample: "\u001b[31mred", LogData: '{"a":"\\u001b]0;title\\u0007"}', RequestId: "r" },
    };
    sandbox.script([{ action: "PreviewKafkaRecharge", outcome: { body: answer } }]);
    const { stdout } = await run(["preview", "."], { cwd: tasks("a") });
    expect(stdout).toContain("␛[31mred");
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)/u);
  });
});

describe("import", () => {
  const topic = example.TopicId;
  const create = (fields: object) => sdk(sandbox).request("CreateKafkaRecharge", { ...example, ...fields });

  it("writes a valid file for each task, that does not differ from it", async () => {
    const cwd = folder();
    await create({
      Name: "orders/a",
      Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "u", Password: "canary" },
    });
    await create({ Name: "订单" });
    await create({ Name: "订单" });
    const { code, stdout } = await run(["import", "--topic", topic, "--out", "in/here", "--format", "json"], { cwd });
    const results = JSON.parse(stdout) as Result[];
    const [, , last] = sandbox.tasks();
    expect([code, ...results.map(({ file, action }) => [file, action])]).toEqual([
      0,
      [join("in/here", "orders-a.recharge.json"), "imported"],
      [join("in/here", "订单.recharge.json"), "imported"],
      [join("in/here", `订单-${last?.Id.slice(0, 8)}.recharge.json`), "imported"],
    ]);
    const text = readFileSync(join(cwd, "in/here/orders-a.recharge.json"), "utf8");
    expect(text).toContain('"Password": "${secret:orders-a-password}"');
    expect(text).not.toContain("canary");
    const validated = await runCli(["validate", "."], { cwd });
    expect([validated.code, validated.stderr]).toEqual([0, ""]);
    const compared = await run(["diff"], { cwd });
    expect([compared.code, compared.stdout]).toEqual([0, ""]);
  });

  it("writes no file twice and overwrites none", async () => {
    const cwd = folder();
    await create({ Name: "a" });
    writeFileSync(join(cwd, "a.recharge.json"), "mine");
    const first = await run(["import", "--topic", topic, "--format", "json"], { cwd });
    const [{ file = "", id = null } = {}] = JSON.parse(first.stdout) as Result[];
    expect(file).toBe(`a-${id?.slice(0, 8)}.recharge.json`);
    expect(readFileSync(join(cwd, "a.recharge.json"), "utf8")).toBe("mine");
    const again = await run(["import", "--topic", topic, "--format", "json"], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject([{ file, action: "exists", id }]);
    expect(readdirSync(cwd)).toHaveLength(2);
  });

  it("takes the tasks that are named, and says which there are not", async () => {
    const cwd = folder();
    await create({ Name: "a" });
    await create({ Name: "b" });
    const b = sandbox.tasks()[1]?.Id ?? "";
    const dry = await run(["import", "--topic", topic, "--task", b, "--dry-run", "--format", "json"], { cwd });
    expect(JSON.parse(dry.stdout)).toMatchObject([{ file: "b.recharge.json", action: "import", id: b }]);
    expect(readdirSync(cwd)).toEqual([]);
    const missing = await run(["import", "--topic", topic, "--task", "c"], { cwd });
    expect([missing.code, missing.stderr]).toEqual([2, "error: there is no task c\n"]);
    const nowhere = await run(["import", "--topic", "7e2b9d40-0000-4f0e-8a15-6b7c8d9e0f12"], { cwd });
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("ResourceNotFound.TopicNotExist")]);
    expect((await run(["import"], { cwd })).stderr).toContain("give either --topic or Terraform files");
  });

  it("reads Terraform without any credentials, and says what it cannot know", async () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, "main.tf"),
      `resource "tencentcloud_cls_kafka_recharge" "x" {
  topic_id = "${topic}"
  name = "from tf"
  kafka_type = 0
  kafka_instance = var.instance
  user_kafka_topics = "orders"
  offset = -1
  log_recharge_rule {
    recharge_type = "delimiter_log"
    encoding_format = 0
    default_time_switch = true
    keys = ["a", "b"]
  }
}`,
    );
    const { code, stdout } = await runCli(["import", "main.tf", "--format", "json"], { cwd });
    const other = await runCli(["import", "main.tf", "--task", "b"], { cwd });
    expect([other.code, other.stderr]).toEqual([2, "error: there is no task b\n"]);
    const [result] = JSON.parse(stdout) as Result[];
    expect([code, result?.file, result?.id]).toEqual([0, "from-tf.recharge.json", null]);
    expect(result?.warnings).toEqual([
      expect.stringContaining("var.instance"),
      expect.stringContaining("without order"),
    ]);
    expect(readFileSync(join(cwd, "from-tf.recharge.json"), "utf8")).toContain('"KafkaInstance": "${env:INSTANCE}"');
    const broken = await runCli(["import", "-"], { cwd, stdin: "resource {\n  x = \n}" });
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining("Line 2 cannot be read as HCL.")]);
  });
});

describe("export", () => {
  it("prints HCL with what the provider lacks on standard error, and import takes it back", async () => {
    const cwd = tasks("orders", "paid");
    writeFileSync(
      join(cwd, "paid.recharge.json"),
      read(cwd, "paid")
        .replace("{\n", '{\n  "Id": "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f",\n')
        .replace('"json_log"', '"json_log", "ParseArray": true'),
    );
    const { code, stdout, stderr } = await runCli(["export", "--terraform", "."], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('resource "tencentcloud_cls_kafka_recharge" "orders" {\n  topic_id            = ');
    expect(stdout).toContain(`id = "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f#${example.TopicId}"`);
    expect(stderr).toContain(
      "paid.recharge.json: The Terraform resource has no argument for LogRechargeRule.ParseArray",
    );
    await runCli(["import", "-", "--out", "back"], { cwd, stdin: stdout });
    expect(JSON.parse(readFileSync(join(cwd, "back/orders.recharge.json"), "utf8"))).toEqual(
      JSON.parse(read(cwd, "orders").replace(/\/\/.*/, "")),
    );
    expect(existsSync(join(cwd, "back/paid.recharge.json"))).toBe(true);
  });

  it("wants its form named", async () => {
    const { code, stderr } = await runCli(["export", "."], { cwd: tasks("a") });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--terraform")]);
  });
});
