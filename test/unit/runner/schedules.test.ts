/**
 * The real runner in random schedules: two processes submit one file at the same time, every call of the outside world
 * may be the last before a crash, every answer may be lost, wrong or late.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { ApiError } from "../../../cloud/errors.ts";
import { Failure, LostReplyError, NotSentError } from "../../../cloud/failure.ts";
import { isTombstone, isUnfinished } from "../../../cloud/journal.ts";
import {
  type CloudTask,
  type CreateOperation,
  type Host,
  type TaskFile,
  WriteBackError,
} from "../../../cloud/operation.ts";
import type { Reply, SendOptions, TaskApi } from "../../../cloud/ports.ts";
import { hasKey, type OpRecord } from "../../../cloud/record.ts";
import { RetryQuota } from "../../../cloud/retry.ts";
import { type OperationJournal, type RunnerDeps, recover, runOperation } from "../../../cloud/runner.ts";
import { buildRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";
import { FakeClock, TEXT, TOPIC } from "./world.ts";

/** What the server does with a create, and what its client gets. */
interface Fate {
  readonly commit: "now" | "late" | "never";
  readonly answer: "ok" | "lost" | "no Id" | "InternalError" | "rejected" | "throttled" | "not sent";
}

const fine: Fate = { commit: "now", answer: "ok" };

/** When a process dies: at its nth call of the outside world, before or after the call has had its effect. */
interface Death {
  readonly call: number;
  readonly effect: boolean;
}

interface Scenario {
  readonly schedule: fc.Scheduler;
  readonly fates: readonly Fate[];
  readonly deaths: readonly Death[];
  readonly twin: boolean;
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

const scenario = fc.record({
  schedule: fc.scheduler(),
  fates: fc.array(fate, { maxLength: 4 }),
  deaths: fc.array(fc.record({ call: fc.integer({ min: 1, max: 14 }), effect: fc.boolean() }), { maxLength: 4 }),
  twin: fc.boolean(),
});

class Earth {
  readonly tasks: CloudTask[] = [];
  readonly records = new Map<string, OpRecord>();
  readonly lockedBy = new Map<string, Process>();
  readonly fates: Fate[];
  readonly deaths: Death[];
  readonly schedule: fc.Scheduler;
  text = TEXT;
  late: Promise<void>[] = [];

  constructor({ fates, deaths, schedule, twin }: Scenario) {
    this.fates = [...fates];
    this.deaths = [...deaths];
    this.schedule = schedule;
    if (twin) this.tasks.push({ ...request().value, Id: "twin", Name: "orders" });
  }

  get made(): string[] {
    return this.tasks.map((task) => task.Id).filter((id) => id !== "twin");
  }

  commit(): string {
    const id = `made-${this.tasks.length}`;
    this.tasks.push({ ...request().value, Id: id, Name: "orders" });
    return id;
  }

  get idInFile(): string | undefined {
    return /"Id": "(.*)"/.exec(this.text)?.[1];
  }
}

const request = () => buildRequest(parseDocument(TEXT), () => undefined);

/** One process: everything it does outside goes through `reach`, where it may be made to wait, or die. */
class Process {
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

  /** Starts like a program: settles what is unfinished, then submits. */
  async live(): Promise<void> {
    await this.settle();
    await runOperation(this.#operation(), this.#file(), this.#host(), this.#deps());
  }

  async settle(): Promise<void> {
    const open = [...this.#earth.records.values()].filter((record) => isUnfinished(record.phase));
    for (const { opId } of open) await recover(opId, this.#file(), this.#host(), this.#deps());
  }

  #operation(): CreateOperation {
    const target = { endpoint: "https://cls.tencentcloudapi.com", region: "ap-guangzhou", secretId: "EXAMPLE" };
    return { kind: "create", target, text: TEXT, request: request() };
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
      removeId: () => Promise.reject(new Error("not here")),
    };
  }

  #deps(): RunnerDeps {
    const clock = new FakeClock();
    return { api: this.#api(), journal: this.#journal(), clock, random: () => 0, settle: 1, quota: new RetryQuota() };
  }

  #api(): TaskApi {
    const earth = this.#earth;
    const none = () => Promise.reject(new Error("not here"));
    return {
      create: (_, options) => this.#create(options),
      modify: none,
      delete: none,
      describe: (topicId) =>
        this.#reach("describe", () => {
          expect(topicId).toBe(TOPIC);
          return { tasks: [...earth.tasks], complete: true };
        }),
      correctClock: () => false,
      clockSkew: undefined,
      clockCorrection: 0,
    };
  }

  async #create({ onConnected }: SendOptions): Promise<Reply> {
    const earth = this.#earth;
    const { commit, answer } = await this.#reach("connect", () => earth.fates.shift() ?? fine);
    if (answer === "not sent") throw new NotSentError(new Failure("refused", ""));
    await onConnected();
    const id = await this.#reach("execute", () => {
      if (commit === "now") return earth.commit();
      if (commit === "late") {
        const due = earth.schedule.schedule(Promise.resolve(), "late").then(() => void earth.commit());
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
      taskDeleted: async () => undefined,
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

/** Starts again after each crash. */
async function user(earth: Earth): Promise<void> {
  for (;;) {
    const process = new Process(earth);
    if ((await Promise.race([process.live(), process.died])) !== "died") return;
  }
}

it("makes one task at most, and a last recovery finds it, in 10,000 schedules", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const earth = new Earth(given);
      await given.schedule.waitFor(Promise.all([user(earth), user(earth)]));
      await given.schedule.waitFor(Promise.all(earth.late));
      earth.deaths.length = 0;
      await given.schedule.waitFor(new Process(earth).settle());

      expect(earth.made.length).toBeLessThanOrEqual(1);
      expect(earth.idInFile).toBe(earth.made[0]);
      const known = [...earth.records.values()].filter(isTombstone).map((record) => record.id);
      expect([...new Set(known)]).toEqual(earth.made);
    }),
    { numRuns: 10_000 },
  );
}, 300_000);
