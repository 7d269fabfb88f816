/**
 * A process that submits a file and is killed on the way, from the outside or by its own hand. Options: JSON in argv[2].
 * Prints its outcome when it lives to the end.
 */
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { disk } from "../../../cloud/journal/disk.ts";
import { openJournal } from "../../../cloud/journal/journal.ts";
import type { OpRecord } from "../../../cloud/journal/record.ts";
import type { Host } from "../../../cloud/operation/operation.ts";
import { systemClock } from "../../../cloud/operation/ports.ts";
import { type OperationJournal, runOperation } from "../../../cloud/operation/runner.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { buildRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";

/** Where the process dies by its own hand; `during-wait` comes from the outside, when the server has the request. */
export type KillPoint =
  | "before-intent"
  | "after-intent"
  | "after-sent"
  | "during-wait"
  | "before-created"
  | "after-created"
  | "during-file-write"
  | "before-done";

export interface VictimOptions {
  readonly state: string;
  readonly path: string;
  readonly url: string;
  readonly killAt: KillPoint | undefined;
}

async function main({ state, path, url, killAt }: VictimOptions): Promise<void> {
  const die = (point: KillPoint) => {
    if (point === killAt) process.kill(process.pid, "SIGKILL");
  };
  const journal = await openJournal(state);
  const killed: OperationJournal = {
    lock: (keys, options) => journal.lock(keys, options),
    get: (opId) => journal.get(opId),
    find: (keys, opId) => journal.find(keys, opId),
    discardUnreadable: (opId) => journal.discardUnreadable(opId),
    taskDeleted: (id) => journal.taskDeleted(id),
    async begin(record: OpRecord) {
      die("before-intent");
      await journal.begin(record);
      die("after-intent");
    },
    async update(record: OpRecord) {
      if (record.phase === "created") die("before-created");
      if (record.phase === "done") die("before-done");
      await journal.update(record);
      if (record.phase === "sent") die("after-sent");
      if (record.phase === "created") die("after-created");
    },
  };
  const file = await DiskTaskFile.open(path, {
    ...disk,
    async rename(from, to) {
      die("during-file-write");
      await disk.rename(from, to);
    },
  });
  const endpoint = Endpoint.parse(url);
  const credential = sandboxCredential();
  const region = "ap-guangzhou";
  const text = await file.read();
  const host: Host = {
    signal: new AbortController().signal,
    report: () => undefined,
    rescue: () => undefined,
    ask: async () => ({ kind: "cancel" }),
  };
  const target = { endpoint: url, region, secretId: credential.secretId };
  const request = buildRequest(parseDocument(text), () => undefined);
  const api = new ClsApi({ endpoint, region, credential, language: "en-US", clientName: "victim" });
  const deps = { api, journal: killed, clock: systemClock, random: Math.random, settle: 0, lockWait: 30 };
  const outcome = await runOperation({ kind: "create", target, text, request }, file, host, deps);
  process.stdout.write(JSON.stringify(outcome));
}

await main(JSON.parse(process.argv[2] ?? "{}"));
