/** Performs what the protocol asks for: on the file, the journal, the cloud, the clock and the person. */
import { randomUUID } from "node:crypto";
import { jitter, RetryQuota } from "../api/retry.ts";
import { sha256 } from "../hash.ts";
import { isTombstone, isUnfinished } from "../journal/journal.ts";
import { JournalError } from "../journal/journal-error.ts";
import type { Lock } from "../journal/lock.ts";
import { newOpId, type OpRecord } from "../journal/record.ts";
import { recorded } from "./classify.ts";
import type { Exchange } from "./exchange.ts";
import { hasHiddenValues, inspect, storable, textHash } from "./inspect.ts";
import { listOnce, listPatiently } from "./listing.ts";
import { type Host, type Operation, type Phase, type TaskFile, WriteBackError } from "./operation.ts";
import { recordOf } from "./protocol/moves.ts";
import type { Events, RecordPhase, State, Step } from "./protocol/state.ts";
import { openExchange, requestBytes, topicOf } from "./request.ts";
import type { RunnerDeps } from "./runner.ts";

const LOCK_WAIT = 120;
/** Base of the pause before trying again, milliseconds: after a failure to connect, and after a rate limit. */
const CONNECT_BASE = 100;
const THROTTLE_BASE = 1_000;
/** When to look after a lost answer: seconds since the last byte, then every fifteen. */
const POLLS = [0.5, 1, 2, 4, 8, 15, 30, 45, 60];
/** A pause this much longer than asked for means the machine was asleep. Milliseconds. */
const JUMP = 5_000;

const sharedQuota = new RetryQuota();

const phases: { readonly [S in Step]?: Phase } = {
  lock: "lock",
  "list-before": "pre-image",
  connect: "connect",
  transmit: "sent",
  wait: "reconcile",
  "write-file": "write-back",
  audit: "audit",
};

export class Effects {
  /** undefined when only an earlier operation is settled. */
  readonly #operation: Operation | undefined;
  readonly #file: TaskFile;
  readonly #host: Host;
  readonly #deps: RunnerDeps;
  readonly #records = new Map<string, OpRecord>();
  #lock: Lock | undefined;
  #exchange: Exchange | undefined;

  constructor(operation: Operation | undefined, file: TaskFile, host: Host, deps: RunnerDeps) {
    this.#operation = operation;
    this.#file = file;
    this.#host = host;
    this.#deps = deps;
  }

  perform<S extends Step>(step: S, state: State): Promise<Events[S]> {
    const phase = phases[step];
    if (phase) this.#host.report(phase);
    return this.#table[step](state);
  }

  async release(): Promise<void> {
    await this.#lock?.release();
    this.#lock = undefined;
  }

  readonly #table: { readonly [S in Step]: (state: State) => Promise<Events[S]> } = {
    lock: ({ keys }) =>
      journalled(async () => {
        await this.release();
        const { lockWait = LOCK_WAIT } = this.#deps;
        const acquired = await this.#deps.journal.lock(keys, {
          signal: this.#host.signal,
          wait: lockWait * 1000,
          confirm: async (owner) => (await this.#host.ask({ kind: "foreign-lock", owner })).kind === "take-over",
        });
        if (acquired.kind !== "ok") return acquired;
        this.#lock = acquired.lock;
        return ok;
      }),

    review: ({ plan, keys }) =>
      journalled(async () => {
        const { records, unreadable } = await this.#deps.journal.find(plan.resume ? [] : keys, plan.resume);
        for (const record of records) this.#records.set(record.opId, record);
        const made = records.findLast(isTombstone);
        return {
          kind: "reviewed",
          unfinished: records.find((record) => isUnfinished(record.phase)),
          unreadable: unreadable[0],
          tombstone: made && { record: made, createdAt: made.updatedAt },
          problem: this.#operation && (await inspect(this.#file, this.#operation)),
        };
      }),

    "list-before": (state) => listPatiently(this.#query(state), this.#deps),

    ask: ({ question }) => {
      if (!question) throw new Error("nothing to ask");
      return this.#host.signal.aborted ? Promise.resolve({ kind: "cancel" }) : this.#host.ask(question);
    },

    forget: ({ unreadable, plan }) =>
      journalled(async () => {
        await this.#deps.journal.discardUnreadable(unreadable ?? plan.resume ?? "");
        return ok;
      }),

    "mark-intent": (state) => this.#begin(state, "intent"),
    "mark-adopted": (state) => this.#begin(state, "created"),

    connect: (state) => {
      const { traceId } = this.#recordOf(state);
      const options = { signal: this.#host.signal, traceId };
      this.#exchange = openExchange(this.#need(), this.#deps.api, options);
      return this.#exchange.connect();
    },

    "mark-sent": async (state) => {
      const result = await journalled(() => this.#markSent(state));
      if (result.kind !== "ok") await this.#exchange?.abandon();
      return result;
    },

    transmit: async () => {
      if (!this.#exchange) throw new Error("not connected");
      const verdict = await this.#exchange.transmit();
      if (verdict.kind === "ambiguous" && this.#host.signal.aborted) return { kind: "cancelled" };
      if (verdict.kind === "success") this.#quota.refill();
      if (verdict.kind === "rejected" && verdict.resend === "clock" && !this.#deps.api.correctClock()) {
        return { ...verdict, resend: undefined };
      }
      return verdict;
    },

    backoff: async ({ tries, closing }) => {
      if (!this.#quota.take()) return { kind: "exhausted" };
      const base = closing?.phase === "rejected" ? THROTTLE_BASE : CONNECT_BASE;
      await this.#deps.clock.sleep(jitter(tries - 1, base, this.#deps.random), this.#host.signal);
      return this.#host.signal.aborted ? { kind: "cancelled" } : ok;
    },

    wait: async ({ quiet, plan }) => {
      const { clock } = this.#deps;
      const pause = nextPoll(quiet, plan.settle) - quiet;
      const [wall, awake] = [clock.now(), clock.monotonic()];
      await clock.sleep(pause, this.#host.signal);
      if (this.#host.signal.aborted) return { kind: "cancelled" };
      const took = Math.max(clock.now() - wall, clock.monotonic() - awake);
      return { kind: "ok", waited: pause, jumped: took > pause + JUMP };
    },

    "list-after": (state) => listOnce(this.#query(state), this.#deps),

    "mark-created": async (state) => {
      const marked = await this.#update(state, "created");
      if (marked.kind === "failed") this.#host.rescue(recordOf(state).id ?? "", marked.error);
      return marked;
    },

    "write-file": async (state) => {
      const { kind, id = "" } = recordOf(state);
      try {
        const text = await this.#file.read();
        if (kind === "delete") await this.#file.removeId(id);
        else await this.#file.writeId(id, state.replace);
        return { kind: "ok", differs: kind === "create" && !says(text, this.#recordOf(state).textHash) };
      } catch (error) {
        if (!(error instanceof WriteBackError)) throw error;
        if (error.reason === "other-id" && error.found) return { kind: "other-id", found: error.found };
        return { kind: "failed", reason: error.reason, error: recorded(error) };
      }
    },

    "mark-done": async (state) => {
      const { kind, id } = recordOf(state);
      // Before the record ends, so that a crash in between is made up for.
      const forgot = kind === "delete" && id ? await this.#forgetTask(id) : ok;
      return forgot.kind === "ok" ? this.#update(state, "done") : forgot;
    },

    audit: async (state) => {
      const listing = await listPatiently(this.#query(state), this.#deps);
      if (listing.kind === "listed") return { kind: "ok", seen: listing.seen };
      const error =
        listing.kind === "cancelled" ? { code: undefined, message: "", requestId: undefined } : listing.error;
      return { kind: "failed", error };
    },

    close: (state) => this.#update(state, state.closing?.phase ?? "aborted"),
  };

  get #quota(): RetryQuota {
    return this.#deps.quota ?? sharedQuota;
  }

  #need(): Operation {
    if (!this.#operation) throw new Error("nothing to send");
    return this.#operation;
  }

  #recordOf(state: State): OpRecord {
    const record = this.#records.get(recordOf(state).opId);
    if (!record) throw new Error("a record that was never read");
    return record;
  }

  #query(state: State) {
    const operation = state.takenUp ? undefined : this.#operation;
    const record = state.record && this.#records.get(state.record.opId);
    const projection = record?.projection ?? (operation ? storable(operation) : {});
    const kind = state.record?.kind ?? state.plan.kind;
    const base = operation && "base" in operation ? operation.base : undefined;
    const topicId = record?.topicId ?? (operation ? topicOf(operation) : "");
    return { topicId, kind, projection, base, signal: this.#host.signal };
  }

  #begin(state: State, phase: RecordPhase): Promise<Events["mark-intent"]> {
    return journalled(async () => {
      const record = this.#newRecord(state, phase);
      await this.#deps.journal.begin(record);
      this.#records.set(record.opId, record);
      return { kind: "ok", record };
    });
  }

  #newRecord({ plan, before, picked, matchedBefore }: State, phase: RecordPhase): OpRecord {
    const operation = this.#need();
    const now = new Date(this.#deps.clock.now()).toISOString();
    return {
      version: 1,
      opId: newOpId(plan.identity),
      kind: plan.kind,
      phase,
      keys: plan.keys,
      uri: plan.uri,
      endpoint: operation.target.endpoint,
      region: operation.target.region,
      topicId: topicOf(operation),
      name: plan.name,
      before,
      id: plan.id ?? picked,
      requestId: undefined,
      adopted: picked !== undefined,
      visible: !(matchedBefore && hasHiddenValues(operation)),
      projection: storable(operation),
      bodyHash: sha256(requestBytes(operation)),
      textHash: textHash(operation.text),
      traceId: randomUUID(),
      startedAt: now,
      updatedAt: now,
      clockSkew: this.#deps.api.clockSkew,
      error: undefined,
    };
  }

  #forgetTask(id: string): Promise<Events["forget"]> {
    return journalled(async () => {
      await this.#deps.journal.taskDeleted(id);
      return ok;
    });
  }

  async #markSent(state: State): Promise<Events["mark-sent"]> {
    if (this.#host.signal.aborted) return { kind: "cancelled" };
    const owner = await this.#lock?.lostTo();
    if (owner) return { kind: "lost", owner };
    return this.#update(state, "sent");
  }

  /** Makes the record on disk what the state says. */
  #update(state: State, phase: RecordPhase): Promise<Events["mark-done"]> {
    const head = recordOf(state);
    const known = this.#recordOf(state);
    if (known.phase === "done") return Promise.resolve(ok);
    const error =
      state.closing && typeof state.closing.next === "object" && "error" in state.closing.next
        ? state.closing.next.error
        : undefined;
    const record = { ...known, ...head, phase, error, updatedAt: new Date(this.#deps.clock.now()).toISOString() };
    return journalled(async () => {
      await this.#deps.journal.update(record);
      this.#records.set(record.opId, record);
      return ok;
    });
  }
}

const ok = { kind: "ok" } as const;

/** What the disk refuses is a result; anything else is a defect. */
async function journalled<T>(
  work: () => Promise<T>,
): Promise<T | { kind: "failed"; error: ReturnType<typeof recorded> }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JournalError) return { kind: "failed", error: error.recorded };
    throw error;
  }
}

/** Milliseconds after the last byte at which to look next; the end of the quiet period is always one of them. */
function nextPoll(quiet: number, settle: number): number {
  if (settle === 0 && quiet === 0) return 0;
  const next = POLLS.map((seconds) => seconds * 1000).find((poll) => poll > quiet) ?? quiet + 15_000;
  return quiet < settle ? Math.min(next, settle) : next;
}

function says(text: string, hash: string): boolean {
  try {
    return textHash(text) === hash;
  } catch {
    return false;
  }
}
