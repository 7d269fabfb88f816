/** A server that echoes what it was sent tells no secret: not in the outcome, not in the journal, not in the file. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Fault } from "../../../sandbox/server.ts";
import { findSecrets } from "../../support/canaries.ts";
import { createFrom, startWorld, TEXT } from "./world.ts";

const values = { TOPIC: "canary-topic-0001", PASSWORD: 'canary "password" 0002', USER: "canary-user-0003" };
const text = TEXT.replace(`"orders",\n  "Offset"`, `"\${secret:TOPIC}",\n  "Offset"`)
  .replace(`"KafkaType": 0`, `"KafkaType": 1, "ServerAddr": "kafka.example.com:9093", "IsEncryptionAddr": true`)
  .replace(
    `"KafkaInstance": "ckafka-2vrgxbxa"`,
    `"Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "\${env:USER}", "Password": "\${secret:PASSWORD}" }`,
  );
const echo = `${Object.values(values).join(" ")} ${JSON.stringify(values)} ${Buffer.from(values.TOPIC).toString("base64")}`;

it.each<[string, Omit<Fault, "action">]>([
  ["an error before anything is done", { error: { code: "InvalidParameterValue", message: echo } }],
  ["an error of unknown effect", { error: { code: "InternalError", message: echo } }],
  ["another code", { error: { code: values.TOPIC, message: echo } }],
  ["a page", { outcome: { status: 502, body: `<html>${echo}</html>` } }],
])("%s", async (_, fault) => {
  const world = await startWorld({ text });
  world.sandbox.script([{ action: "CreateKafkaRecharge", ...fault }]);
  const run = await world.run(await createFrom(await world.file(), world.sandbox.url, values));
  expect(world.creates()).toBe(1);
  if (run.outcome.kind === "rejected") expect(run.outcome.error.message).toContain("•••");
  const ops = join(world.state, "ops");
  const journal = await Promise.all((await readdir(ops)).map((name) => readFile(join(ops, name), "utf8")));
  expect(journal.length).toBeGreaterThan(0);
  for (const written of [JSON.stringify(run), ...journal, await readFile(world.path, "utf8")]) {
    expect(findSecrets(written, Object.values(values))).toEqual([]);
  }
});
