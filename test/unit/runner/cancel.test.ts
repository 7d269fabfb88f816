/** Cancelling, at every moment there is: what is said of the task is true, and nothing is lost by it. */
import { describe, expect, it, vi } from "vitest";
import { Failure, NotSentError } from "../../../cloud/api/failure.ts";
import type { Phase } from "../../../cloud/operation/operation.ts";
import type { TaskApi } from "../../../cloud/operation/ports.ts";
import { type RunOptions, startWorld, type World } from "./world.ts";

const create = "CreateKafkaRecharge";
const list = "DescribeKafkaRecharges";

interface Moment {
  /** Arranges for `cancel` to be called at the moment in question. */
  readonly arrange: (world: World, cancel: () => void) => RunOptions | Promise<RunOptions>;
  readonly outcome: object;
  /** Phases of the journal's records afterwards. */
  readonly journal: readonly string[];
}

const at = (phase: Phase) => (_: World, cancel: () => void) => ({
  onPhase: (now: Phase) => {
    if (now === phase) cancel();
  },
});

/** The API, with something happening as an answer to the `count`-th list arrives. */
function onList(world: World, count: number, action: () => void): TaskApi {
  const api = world.api();
  let lists = 0;
  return {
    create: (body, options) => api.create(body, options),
    modify: (body, options) => api.modify(body, options),
    delete: (body, options) => api.delete(body, options),
    correctClock: () => api.correctClock(),
    clockSkew: api.clockSkew,
    clockCorrection: api.clockCorrection,
    async describe(topicId, options) {
      const result = await api.describe(topicId, options);
      if (++lists === count) action();
      return result;
    },
  };
}

const nothing = { kind: "cancelled", known: { sent: false } };
const sent = { kind: "cancelled", known: { sent: true, name: "orders" } };

const moments: Readonly<Record<string, Moment>> = {
  "before it starts": {
    arrange: (_, cancel) => {
      cancel();
      return {};
    },
    outcome: nothing,
    journal: [],
  },
  "while the tasks are listed": { arrange: at("pre-image"), outcome: nothing, journal: [] },
  "while the list is tried again": {
    arrange(world, cancel) {
      world.sandbox.script([{ action: list, error: { code: "InternalError" } }]);
      world.clock.at(0.1, cancel);
      return {};
    },
    outcome: nothing,
    journal: [],
  },
  "while a question is on its way": {
    async arrange(world, cancel) {
      await world.foreign();
      return { api: onList(world, 1, cancel), answers: { "same-name-exists": { kind: "create" } } };
    },
    outcome: { kind: "refused", refusal: { kind: "same-name" } },
    journal: [],
  },
  "while it connects": { arrange: at("connect"), outcome: nothing, journal: ["aborted"] },
  "between the connection and the first byte": {
    async arrange(world, cancel) {
      const api = onList(world, 1, () => undefined);
      return {
        api: {
          ...api,
          create: (body, options) =>
            api.create(body, {
              ...options,
              signal: new AbortController().signal,
              onConnected() {
                cancel();
                return options.onConnected();
              },
            }),
        },
      };
    },
    outcome: nothing,
    journal: ["aborted"],
  },
  "while it waits to connect again": {
    arrange(world, cancel) {
      world.clock.at(0.01, cancel);
      const refused = () => Promise.reject(new NotSentError(new Failure("refused", "nobody there")));
      return { api: { ...onList(world, 1, () => undefined), create: refused } };
    },
    outcome: nothing,
    journal: ["aborted"],
  },
  "while it waits to send again what was refused": {
    arrange(world, cancel) {
      world.sandbox.script([{ action: create, error: { code: "RequestLimitExceeded" } }]);
      world.clock.at(0.1, cancel);
      return {};
    },
    outcome: { kind: "rejected", error: { code: "RequestLimitExceeded" } },
    journal: ["rejected"],
  },
  "after the first byte, before the server has it": { arrange: at("sent"), outcome: sent, journal: ["sent"] },
  "while the server is at work": {
    arrange(world, cancel) {
      world.sandbox.script([{ action: create, commit: true, outcome: "hang" }]);
      return {
        onPhase(phase) {
          if (phase === "sent") void vi.waitUntil(() => world.sandbox.tasks().length > 0).then(cancel);
        },
      };
    },
    outcome: sent,
    journal: ["sent"],
  },
  "while the task is looked for": {
    arrange(world, cancel) {
      world.sandbox.script([{ action: create, commit: true, outcome: "reset" }]);
      world.clock.at(10, cancel);
      return {};
    },
    outcome: sent,
    journal: ["sent"],
  },
  "while the list that looks for it is under way": {
    arrange(world, cancel) {
      world.sandbox.script([{ action: create, commit: true, outcome: "reset" }]);
      const api = onList(world, 1, () => undefined);
      let lists = 0;
      return {
        api: {
          ...api,
          describe: (topicId, options) => {
            if (++lists === 2) cancel();
            return api.describe(topicId, options);
          },
        },
      };
    },
    outcome: sent,
    journal: ["sent"],
  },
  "when the Id is there": { arrange: at("write-back"), outcome: { kind: "created" }, journal: ["done"] },
  "while it looks for duplicates": {
    arrange: at("audit"),
    outcome: { kind: "created", warnings: [{ kind: "audit-failed" }] },
    journal: ["done"],
  },
};

describe("cancelling a create", () => {
  it.each(Object.entries(moments))("%s", async (_, { arrange, outcome, journal }) => {
    const world = await startWorld();
    const stop = new AbortController();
    const options = await arrange(world, () => stop.abort());
    const foreign = world.sandbox.tasks().length;
    const run = await world.submit({ ...options, signal: stop.signal });
    expect(run.outcome).toMatchObject(outcome);
    expect((await world.records()).map(({ phase }) => phase)).toEqual(journal);
    const ours = world.sandbox.tasks().length - foreign;
    if (run.outcome.kind === "cancelled" && !run.outcome.known.sent) expect([world.creates(), ours]).toEqual([0, 0]);

    await world.recoverAll({ answers: { "unknown-outcome": { kind: "not-created" } } });
    expect(await world.journal.listUnfinished()).toEqual([]);
    expect(world.sandbox.tasks()).toHaveLength(foreign + ours);
    expect(await world.idInFile()).toBe(ours ? world.sandbox.tasks().at(-1)?.Id : undefined);
  });
});
