import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server.ts";
import { example, post, sdk } from "./client.ts";
import { open, send } from "./wire.ts";

it("says when its port is taken", async () => {
  const first = await startSandbox();
  await expect(startSandbox({ port: first.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.close();
});

it("is gone after close, whatever was going on", async () => {
  const sandbox = await startSandbox();
  sandbox.script([{ phase: "accept", outcome: "hang" }, { hold: true }, { delayMs: 3_600_000 }]);
  const idle = open(sandbox.port);
  await once(idle.socket, "connect");
  await expect.poll(() => sandbox.connections()).toBe(1);
  const held = send(sandbox, "CreateKafkaRecharge", example);
  await expect.poll(() => sandbox.tasks()).toHaveLength(1);
  const late = send(sandbox, "CreateKafkaRecharge", example);
  await expect.poll(() => sandbox.tasks()).toHaveLength(2);
  await sandbox.close();
  await Promise.all([idle.ended, held.ended, late.ended]);
  await expect(post(sandbox, "DescribeKafkaRecharges", {})).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

it("logs a line per request, without secrets", async () => {
  const lines: string[] = [];
  const sandbox = await startSandbox({ log: (line) => lines.push(line) });
  const { Id } = await sdk(sandbox).request("CreateKafkaRecharge", example);
  await post(sandbox, "CreateKafkaRecharge", { ...example, Offset: 0 });
  expect(Id).toBe(sandbox.tasks()[0]?.Id);
  expect(lines).toEqual([
    expect.stringMatching(/^CreateKafkaRecharge ap-guangzhou ok [0-9a-f-]{36}$/),
    expect.stringMatching(/^CreateKafkaRecharge ap-guangzhou InvalidParameterValue [0-9a-f-]{36}$/),
  ]);
  await sandbox.close();
});

it("shows passwords where the real one does, and nowhere else", async () => {
  const sandbox = await startSandbox();
  const Protocol = { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "user", Password: "canary" };
  await sdk(sandbox).request("CreateKafkaRecharge", { ...example, Protocol });
  const { Infos } = await sdk(sandbox).request("DescribeKafkaRecharges", { TopicId: example.TopicId });
  expect(Infos[0].Protocol).toEqual(Protocol);
  expect(sandbox.requests[0]?.body).toMatchObject({
    Name: example.Name,
    Protocol: { ...Protocol, Password: "(hidden)" },
  });
  await sandbox.close();
});

it("is a bundle of its own that imports nothing but Node", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const outfile = join(folder, "sandbox.cjs");
  const { metafile } = await build({
    entryPoints: ["sandbox/server.ts"],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).filter((input) => !input.startsWith("sandbox/"))).toEqual([]);
  const bundle = createRequire(import.meta.url)(outfile);
  const sandbox = await bundle.startSandbox();
  expect((await sdk(sandbox).request("CreateKafkaRecharge", example)).Id).toBeTypeOf("string");
  await sandbox.close();
  rmSync(folder, { recursive: true });
});
