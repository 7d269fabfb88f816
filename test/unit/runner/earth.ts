/**
 * A made-up world for the real runner: a server, a file, a journal, and processes in which every call of the outside world
 * may be made to wait, may be the last before a crash, and every answer may be lost, wrong or late.
 */
import fc from "fast-check";
import { expect } from "vitest";
import { ApiError } from "../../../cloud/api/errors.ts";
import { Failure, LostReplyError, NotSentError } from "../../../cloud/api/failure.ts";
import { RetryQuota } from "../../../cloud/api/retry.ts";
import { isTombstone, isUnfinished } from "../../../cloud/journal/journal.ts";
import { hasKey, type OpRecord } from "../../../cloud/journal/record.ts";
import {
  type CloudTask,
  type Host,
  type Operation,
  type TaskFile,
  WriteBackError,
} from "../../../cloud/operation/operation.ts";
import type { Outcome } from "../../../cloud/operation/outcome.ts";
import type { Reply, SendOptions, TaskApi } from "../../../cloud/operation/ports.ts";
import { type OperationJournal, type RunnerDeps, recover, runOperation } from "../../../cloud/operation/runner.ts";
import { buildRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";
import { FakeClock, TOPIC } from "./world.ts";

/** What the server does with a request, and what its client gets. */
export interface Fate {
  readonly commit: "now" | "late" | "never";
  readonly answer: "ok" | "lost" | "no Id" | "InternalError" | "rejected" | "throttled" | "not sent";
}

const fine: Fate = { commit: "now", answer: "ok" };

/** When a process dies: at its nth call of the outside world, before or after the call has had its effect. */
export interface Death {
  readonly call: number;
  readonly effect: boolean;
}

export interface Course {
  readonly schedule: fc.Scheduler;
  readonly fates: readonly Fate[];
  readonly deaths: readonly Death[];
}

const fate: fc.Arbitrary<Fate> = fc
  .record({
    commit: fc.constantFrom<Fate["commit"]>("now", "late", "never"),
    answer: fc.constantFrom<Fate["answer"]>(
      "ok",
      "lost",
      "no Id",
      "InternalError",
      "rejected",
      "throttled",
      "not sent",
    ),
  })
  .map(({ commit, answer }) => {
    if (answer === "ok") return { answer, commit: "now" };
    return ["rejected", "throttled", "not sent"].includes(answer) ? { answer, commit: "never" } : { answer, commit };
  });

export const course = {
  schedule: fc.scheduler(),
  // Each its own, or all the same: an outage outlasts the retries, which chance alone would hardly ever make happen.
  fates: fc.oneof(
    fc.array(fate, { maxLength: 4 }),
    fate.map((each) => Array<Fate>(4).fill(each)),
  ),
  deaths: fc.array(fc.record({ call: fc.integer({ min: 1, max: 14 }), effect: fc.boolean() }), { maxLength: 4 }),
};

type Action = "create" | "modify" | "delete";
type Body = { readonly [name: string]: unknown };

export class Earth {
  readonly tasks: CloudTask[] = [];
  readonly records = new Map<string, OpRecord>();
  readonly lockedBy = new Map<string, Process>();
  readonly fates: Fate[];
  readonly deaths: Death[];
  readonly schedule: fc.Scheduler;
  /** Of the file. */
  text: string;
  readonly late: Promise<void>[] = [];
  /** Every request that took effect, and the task it met. */
  readonly executed: { readonly action: Action; readonly body: Body; readonly met: CloudTask | undefined }[] = [];

  constructor({ fates, deaths, schedule }: Course, text: string) {
    this.fates = [...fates];
    this.deaths = [...deaths];
    this.schedule = schedule;
    this.text = text;
  }

  /** @returns the Id of the task that was made; "" when none was. */
  execute(action: Action, body: Body): string {
    const index = this.tasks.findIndex(({ Id }) => Id === body.Id);
    const met = this.tasks[index];
    this.executed.push({ action, body, met });
    if (action === "create") {
      const id = `made-${this.tasks.length}`;
      this.tasks.push({ ...body, Id: id, Name: String(body.Name) });
      return id;
    }
    if (met) this.tasks.splice(index, 1, ...(action === "modify" ? [{ ...met, ...body }] : []));
    return "";
  }

  get idInFile(): string | undefined {
    return /"Id": "(.*)"/.exec(this.text)?.[1];
  }

  /** Until every late request has had its effect, and a last start has settled what was left. */
  async end(): Promise<void> {
    await this.schedule.waitFor(Promise.all(this.late));
    this.deaths.length = 0;
    await this.schedule.waitFor(new Process(this).settle());
  }
}

export const requestOf = (text: string) => buildRequest(parseDocument(text), () => undefined);

/** One process: everything it does outside goes through `reach`, where it may be made to wait, or die. */
export class Process {
  readonly #earth: Earth;
  readonly #death: Death | undefined;
  #calls = 0;
  readonly died: Promise<"died">;
  #die: () => void = () => undefined;

  constructor(earth: Earth) {
    this.#earth = earth;
    this.#death = earth.deaths.shift();
    this.died = new Promise((resolve) => {
      this.#die = () => resolve("died");
    });
  }

  async #reach<T>(what: string, effect: () => T | Promise<T>): Promise<T> {
    await this.#earth.schedule.schedule(Promise.resolve(), what);
    const last = ++this.#calls === this.#death?.call;
    const result = !last || this.#death?.effect ? await effect() : undefined;
    if (!last) return result as T;
    for (const [key, owner] of this.#earth.lockedBy) if (owner === this) this.#earth.lockedBy.delete(key);
    this.#die();
    return new Promise(() => undefined);
  }

  /** As a program does when it starts. */
  async settle(): Promise<void> {
    const open = [...this.#earth.records.values()].filter((record) => isUnfinished(record.phase));
    for (const { opId } of open) await recover(opId, this.#file(), this.#host(), this.#deps());
  }

  run(operation: Operation): Promise<Outcome> {
    return runOperation(operation, this.#file(), this.#host(), this.#deps());
  }

  /** What the topic holds. */
  async look(): Promise<readonly CloudTask[]> {
    return (await this.#describe(TOPIC)).tasks;
  }

  #host(): Host {
    return {
      signal: new AbortController().signal,
      report: () => undefined,
      rescue: () => undefined,
      ask: ({ kind }) =>
        this.#reach(kind, () => (kind === "same-name-exists" ? { kind: "create" } : { kind: "cancel" })),
    };
  }

  #file(): TaskFile {
    const earth = this.#earth;
    return {
      uri: "file:///orders.recharge.json",
      read: () => this.#reach("read", () => earth.text),
      obstacle: () => Promise.resolve(undefined),
      writeId: (id) =>
        this.#reach("write", () => {
          const found = earth.idInFile;
          if (found && found !== id) throw new WriteBackError("other-id", "", { found });
          if (!found) earth.text = earth.text.replace("{", `{\n  "Id": "${id}",`);
        }),
      removeId: (id) =>
        this.#reach("write", () => {
          if (earth.idInFile === id) earth.text = earth.text.replace(/\n {2}"Id": ".*",/, "");
        }),
    };
  }

  #deps(): RunnerDeps {
    const clock = new FakeClock();
    return { api: this.#api(), journal: this.#journal(), clock, random: () => 0, settle: 1, quota: new RetryQuota() };
  }

  #api(): TaskApi {
    return {
      create: (body, options) => this.#send("create", body, options),
      modify: (body, options) => this.#send("modify", body, options),
      delete: (body, options) => this.#send("delete", body, options),
      describe: (topicId) => this.#describe(topicId),
      correctClock: () => false,
      clockSkew: undefined,
      clockCorrection: 0,
    };
  }

  #describe(topicId: string) {
    return this.#reach("describe", () => {
      expect(topicId).toBe(TOPIC);
      return { tasks: [...this.#earth.tasks], complete: true };
    });
  }

  async #send(action: Action, bytes: Uint8Array, { onConnected }: SendOptions): Promise<Reply> {
    const earth = this.#earth;
    const body: Body = JSON.parse(new TextDecoder().decode(bytes));
    const { commit, answer } = await this.#reach("connect", () => earth.fates.shift() ?? fine);
    if (answer === "not sent") throw new NotSentError(new Failure("refused", ""));
    await onConnected();
    const id = await this.#reach("execute", () => {
      if (commit === "now") return earth.execute(action, body);
      if (commit === "late") {
        const due = earth.schedule.schedule(Promise.resolve(), "late").then(() => void earth.execute(action, body));
        earth.late.push(due);
      }
      return "";
    });
    return this.#reach("answer", () => reply(answer, id));
  }

  #journal(): OperationJournal {
    const earth = this.#earth;
    const write = (record: OpRecord) => this.#reach(record.phase, () => void earth.records.set(record.opId, record));
    return {
      lock: (keys) =>
        this.#reach("lock", () => {
          if (keys.some((key) => earth.lockedBy.has(key))) return { kind: "busy", owner: "the other" };
          for (const key of keys) earth.lockedBy.set(key, this);
          const release = async () => {
            for (const key of keys) if (earth.lockedBy.get(key) === this) earth.lockedBy.delete(key);
          };
          return { kind: "ok", lock: { keys, lostTo: async () => undefined, release } };
        }),
      get: async (opId) => earth.records.get(opId),
      find: (keys, name) =>
        this.#reach("find", () => ({
          records: [...earth.records.values()].filter(({ opId }) => opId === name || hasKey(opId, keys)),
          unreadable: [],
        })),
      begin: write,
      update: write,
      discardUnreadable: async () => undefined,
      taskDeleted: (id) =>
        this.#reach("task-deleted", () => {
          for (const record of earth.records.values()) {
            if (record.id === id && isTombstone(record)) earth.records.delete(record.opId);
          }
        }),
    };
  }
}

function reply(answer: Fate["answer"], id: string): Reply {
  switch (answer) {
    case "ok":
      return { Id: id };
    case "no Id":
      return {};
    case "rejected":
      throw new ApiError("InvalidParameter", "", undefined);
    case "throttled":
      throw new ApiError("RequestLimitExceeded", "", undefined);
    case "InternalError":
      throw new ApiError("InternalError", "", undefined);
    default:
      throw new LostReplyError(new Failure("reset", ""));
  }
}
