/** Canary secrets through faults of every kind: nothing that the program writes anywhere holds one, in any form. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { canaries, echo, echoOf, everythingIn, faults, findSecrets, key } from "../support/canaries.ts";
import { folder, type RunResult, runCli } from "./run.ts";

const { secretKey, token, password, user, literal } = canaries;
const all = Object.values(canaries);
/** Of the key alone: what is sent when tasks are listed. */
const ofKey = echoOf([secretKey, token]);

const TASK = `{
  // Orders.
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "orders",
  "KafkaType": 1,
  "ServerAddr": "broker.example.com:9092",
  "IsEncryptionAddr": true,
  "Protocol": {
    "Protocol": "sasl_ssl",
    "Mechanism": "PLAIN",
    "UserName": "\${env:KAFKA_USER}",
    "Password": "\${secret:kafka-password}"
  },
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

let sandbox: Sandbox;
let cwd: string;
let home: string;
let file: string;
beforeEach(async () => {
  sandbox = await startSandbox({ credentials: key, rateLimit: false });
  [cwd, home] = [folder(), folder()];
  file = join(cwd, "orders.recharge.json");
  writeFileSync(file, TASK);
});
afterEach(() => sandbox.close());

async function run(...args: string[]): Promise<RunResult> {
  const env = {
    HOME: home,
    CLS_RECHARGE_STATE_DIR: join(home, "state"),
    TENCENTCLOUD_SECRET_ID: key.secretId,
    TENCENTCLOUD_SECRET_KEY: key.secretKey,
    TENCENTCLOUD_TOKEN: key.token,
    KAFKA_USER: canaries.user,
    CLS_RECHARGE_SECRET_KAFKA_PASSWORD: canaries.password,
  };
  const where = ["--region", "ap-guangzhou", "--endpoint", sandbox.url, "--settle", "0", "--timeout", "1"];
  return runCli([...args, ...where], { cwd, env });
}

/** @param secrets all but those the file itself holds */
function expectNoSecret({ stdout, stderr }: RunResult, secrets = all): void {
  const written = { stdout, stderr, state: everythingIn(home), folder: everythingIn(cwd) };
  for (const [where, text] of Object.entries(written)) expect(findSecrets(text, secrets), where).toEqual([]);
}

/** A list with a password in clear, as the API gives it, that breaks off. */
const piece = JSON.stringify({ Response: { Infos: [{ Protocol: { Password: password, UserName: "u" } }] } }).slice(
  0,
  -3,
);

describe("no secret shows when a create", () => {
  it.each(faults)("%s, nor when it is settled", async (name, fault) => {
    const [one = "", other = ""] = name.includes("echo") ? ["json", "text"] : ["text", "json"];
    sandbox.script([{ action: "CreateKafkaRecharge", times: 3, ...fault }]);
    const submitted = await run("submit", file, "--yes", "--format", one);
    expectNoSecret(submitted);
    expect(sandbox.requests.some(({ action }) => action === "CreateKafkaRecharge")).toBe(true);
    // The rest of what the server said is shown.
    if (fault.error && !fault.commit) expect(submitted.stdout).toContain("•••");
    sandbox.commitPending();
    expectNoSecret(await run("recover", "--yes", "--format", other));
  });
});

describe("no secret shows when", () => {
  it.each([
    ["listing is refused with an echo", { error: { code: "UnauthorizedOperation", message: ofKey } }],
    ["the key is refused with an echo", { error: { code: "AuthFailure.SecretIdNotFound", message: ofKey } }],
    ["the signature has expired with an echo", { error: { code: "AuthFailure.SignatureExpire", message: ofKey } }],
    ["the list is a page that echoes", { outcome: { status: 500, body: ofKey } }],
    ["the list breaks off within a password", { outcome: { body: piece } }],
    ["the list breaks off and is wrapped in an error", { outcome: { status: 500, body: piece } }],
  ])("%s", async (_, fault) => {
    sandbox.script([{ action: "DescribeKafkaRecharges", times: 9, ...fault }]);
    const result = await run("submit", file, "--yes");
    expectNoSecret(result);
    expect(result.code).toBe(1);
    expect(sandbox.tasks()).toEqual([]);
  });

  it("a task is looked at, changed, paused, resumed and deleted, well or not", async () => {
    await run("submit", file, "--yes");
    // The server lists the password in clear.
    expect(sandbox.tasks()[0]?.Protocol).toMatchObject({ UserName: canaries.user, Password: canaries.password });
    writeFileSync(file, readFileSync(file, "utf8").replace("app-logs", "app-audit"));
    const changes = [["status"], ["apply", "--dry-run"], ["apply", "--yes"], ["pause", "--yes"], ["resume", "--yes"]];
    for (const [command = "", ...options] of changes) {
      const error = { code: "InternalError", message: echo };
      if (options.includes("--yes")) sandbox.script([{ action: "ModifyKafkaRecharge", error }]);
      for (const format of ["text", "json"]) expectNoSecret(await run(command, file, ...options, "--format", format));
    }
    // The second of each two got through.
    expect(sandbox.unusedFaults()).toEqual([]);
    expect(sandbox.tasks()[0]).toMatchObject({ UserKafkaTopics: "app-audit", Status: 1 });
    sandbox.script([
      { action: "DeleteKafkaRecharge", commit: true, error: { code: "FailedOperation", message: echo } },
    ]);
    expectNoSecret(await run("delete", file, "--yes"));
    expect(sandbox.tasks()).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(TASK.replace("app-logs", "app-audit"));
  });

  it("a password stands in the file", async () => {
    writeFileSync(file, TASK.replace("${secret:kafka-password}", JSON.stringify(literal).slice(1, -1)));
    const error = { code: "InvalidParameterValue", message: echoOf(all) };
    sandbox.script([{ action: "CreateKafkaRecharge", error }]);
    // Nothing but what this file has is secret now.
    const secrets = [secretKey, token, user, literal];
    for (const args of [["validate"], ["submit", "--dry-run"], ["submit", "--yes"], ["submit", "--yes"], ["status"]]) {
      const [command = "", ...options] = args;
      const result = command === "validate" ? await runCli(["validate", file]) : await run(command, file, ...options);
      expect(findSecrets(result.stdout + result.stderr + everythingIn(home), secrets), args.join(" ")).toEqual([]);
    }
    expect(sandbox.tasks()[0]?.Protocol?.Password).toBe(literal);
  });
});
