/**
 * Every history of the submit protocol: two submitters of one file, crashes, lost and late outcomes, a full disk, an undo,
 * and a task of somebody else that looks the same. Drives the product's own transitions; only the world is made up.
 *
 * Perfect here, unlike in life: the quiet period outlasts every late commit, a dead owner's lock is free at once, nobody
 * else creates tasks meanwhile, and nobody asks for a second task on purpose.
 */
import type { Answer, Question } from "../../../cloud/operation/operation.ts";
import {
  begin,
  type Events,
  type Plan,
  type RecordHead,
  type Seen,
  type State,
  type Step,
} from "../../../cloud/operation/protocol/state.ts";
import { advance } from "../../../cloud/operation/protocol/transitions.ts";

/** Ways to break the protocol, each of which must be found out. */
export type Weakness =
  | "no sent mark"
  | "re-send on reset"
  | "no quiet period"
  | "no lock"
  | "no journal"
  | "no pre-image"
  | "no tombstone"
  | "no Id is a failure"
  | "InternalError is a failure";
/** `file before journal` is no weakness as long as tasks can be listed. */
export type Variant = Weakness | "file before journal" | "as built";

export interface Limits {
  readonly crashes: number;
  readonly variant: Variant;
}

const TWIN = "twin";
const SETTLE = 1;
const error = { code: undefined, message: "", requestId: undefined };
const failed = { kind: "failed", error } as const;
const ok = { kind: "ok" } as const;

const fresh: Plan = {
  kind: "create",
  resume: undefined,
  identity: { remote: "r", file: "f" },
  keys: ["f", "r"],
  uri: "file:///a",
  name: "n",
  id: undefined,
  withoutRecovery: false,
  settle: SETTLE,
};

interface World {
  /** Ids of the tasks on the server: the twin's, or that of the operation that made it and a number. */
  readonly tasks: readonly string[];
  /** Operations whose request is under way and may still be executed. */
  readonly pending: readonly string[];
  readonly file: string | undefined;
  readonly journal: readonly RecordHead[];
  readonly lock: number | undefined;
  readonly runs: readonly (State | undefined)[];
  readonly crashes: number;
  readonly undone: boolean;
}

const start: World = {
  tasks: [TWIN],
  pending: [],
  file: undefined,
  journal: [],
  lock: undefined,
  runs: [undefined, undefined],
  crashes: 0,
  undone: false,
};

export type Violation = "duplicate" | "orphan" | "foreign Id in the file" | "phantom success";

export interface Exploration {
  readonly states: number;
  readonly violations: ReadonlySet<Violation>;
  /** How runs ended. */
  readonly ends: ReadonlySet<string>;
  /** Worlds in which nothing can happen any more although a run has not ended. */
  readonly deadlocks: number;
}

/** Breadth first. @param enough to stop as soon as all these violations have been seen */
export function explore(limits: Limits, enough?: readonly Violation[]): Exploration {
  const seen = new Set([keyOf(start)]);
  const violations = new Set<Violation>();
  const ends = new Set<string>();
  let deadlocks = 0;
  for (let level = [start]; level.length > 0; ) {
    const next: World[] = [];
    for (const world of level) {
      const after = successors(world, limits);
      if (after.length === 0 && world.runs.some((run) => run)) deadlocks++;
      for (const reached of after.map((one) => settled(one, ends, violations))) {
        const key = keyOf(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(reached);
      }
      if (enough?.every((violation) => violations.has(violation)))
        return { states: seen.size, violations, ends, deadlocks };
    }
    level = next;
  }
  return { states: seen.size, violations, ends, deadlocks };
}

/** Notes what is wrong with a world and how its runs ended; an ended run is over. */
function settled(world: World, ends: Set<string>, violations: Set<Violation>): World {
  for (const violation of violationsOf(world)) violations.add(violation);
  for (const run of world.runs) if (run?.step === "end") ends.add(endOf(run));
  return { ...world, runs: world.runs.map((run) => (run?.step === "end" ? undefined : run)) };
}

/** Which submitter is which does not matter. */
function keyOf({ runs, lock, ...rest }: World): string {
  const parts = runs.map((run, index) => (run ? runKey(run) + (lock === index) : ""));
  return JSON.stringify([rest, parts.sort()]);
}

function runKey(run: State): string {
  const { step, plan, keys: _k, warnings: _w, record, takenUp, before, question, again, tries, quiet, closing } = run;
  return JSON.stringify([step, plan.resume, record, takenUp, before, question?.kind, again, tries, quiet, closing]);
}

function endOf({ outcome }: State): string {
  return outcome?.kind === "refused" ? `refused ${outcome.refusal.kind}` : (outcome?.kind ?? "");
}

function violationsOf(world: World): Violation[] {
  const made = world.tasks.filter((task) => task !== TWIN);
  const found: Violation[] = [];
  if (made.length > 1) found.push("duplicate");
  if (made.some((task) => !isFindable(task, world))) found.push("orphan");
  if (world.file === TWIN) found.push("foreign Id in the file");
  const claims = world.runs.flatMap((run) => (run?.outcome?.kind === "created" ? [run.outcome.id] : []));
  if (claims.some((id) => id === TWIN || !world.tasks.includes(id))) found.push("phantom success");
  return found;
}

function isFindable(task: string, { file, journal }: World): boolean {
  const [opId] = task.split("#");
  return (
    file === task || journal.some((record) => record.id === task || (record.opId === opId && record.phase === "sent"))
  );
}

function successors(world: World, limits: Limits): World[] {
  return [
    ...world.runs.flatMap((run, index) =>
      run && run.step !== "end"
        ? [...continuations(world, index, run, limits), ...crashes(world, index, run, limits)]
        : starts(world, index),
    ),
    ...world.pending.flatMap((opId) => [commit(drop(world, opId), opId), drop(world, opId)]),
    ...undo(world, limits),
  ];
}

function starts(world: World, index: number): World[] {
  const open = world.journal.filter((record) => ["intent", "sent", "created"].includes(record.phase));
  const plans = [fresh, ...open.map((record) => ({ ...fresh, resume: record.opId }))];
  return plans.map((plan) => withRun(world, index, begin(plan)));
}

function crashes(world: World, index: number, run: State, limits: Limits): World[] {
  if (world.crashes >= limits.crashes) return [];
  const dead: World = { ...withRun(unlocked(world, index), index, undefined), crashes: world.crashes + 1 };
  const opId = run.record?.opId ?? "";
  if (run.step === "transmit") return [dead, { ...dead, pending: [...dead.pending, opId] }];
  if (run.step === "write-file" && !dead.file) return [dead, { ...dead, file: run.record?.id }];
  return [dead];
}

/** A checkout or an undo takes the Id out of the file, once. */
function undo(world: World, { variant }: Limits): World[] {
  if (world.undone || !world.journal.some((record) => record.phase === "done")) return [];
  const journal =
    variant === "no tombstone" ? world.journal.filter((record) => record.phase !== "done") : world.journal;
  return [{ ...world, file: undefined, undone: true, journal }];
}

/** What a step can come back with, and the world afterwards. */
type Results = {
  readonly [S in Step]: (world: World, index: number, run: State, variant: Variant) => [Events[S], World][];
};

function continuations(world: World, index: number, run: State, { variant }: Limits): World[] {
  if (run.step === "end") return [];
  return move(run.step, world, index, run, variant);
}

function move<S extends Step>(step: S, world: World, index: number, run: State, variant: Variant): World[] {
  return results[step](world, index, run, variant).map(([event, after]) => {
    const next = advance(step, run, event);
    return withRun(next.step === "end" ? unlocked(after, index) : after, index, next);
  });
}

const results: Results = {
  lock: (world, index, _, variant) => {
    if (variant === "no lock") return [[ok, world]];
    if (world.lock !== undefined && world.lock !== index) return [[{ kind: "busy", owner: "other" }, world]];
    return [[ok, { ...world, lock: index }]];
  },
  review: (world, _, { plan }) => {
    const records = world.journal.filter((record) => !plan.resume || record.opId === plan.resume);
    const made = records.findLast((record) => record.phase === "done");
    const problem = world.file ? ({ kind: "has-id", id: world.file } as const) : undefined;
    const event: Events["review"] = {
      kind: "reviewed",
      unfinished: records.find((record) => record.phase !== "done"),
      unreadable: undefined,
      tombstone: made && { record: made, createdAt: "" },
      problem,
    };
    return [[event, world]];
  },
  "list-before": (world, _i, _r, variant) => {
    const seen = variant === "no pre-image" ? [] : list(world);
    return [
      [{ kind: "listed", seen, complete: true }, world],
      [{ kind: "listed", seen: [], complete: false }, world],
      [{ kind: "unlisted", error, passing: false, outcome: { kind: "rejected", at: "describe", error } }, world],
    ];
  },
  ask: (world, _, { question }) => answers(question).map((answer) => [answer, world]),
  forget: (world) => [[ok, world]],
  "mark-intent": (world, _, run, variant) => {
    const record: RecordHead = {
      opId: freeName(world),
      kind: "create",
      phase: "intent",
      keys: fresh.keys,
      uri: fresh.uri,
      topicId: "t",
      name: fresh.name,
      before: run.before,
      id: undefined,
      requestId: undefined,
      adopted: false,
      visible: true,
    };
    return [
      [failed, world],
      [{ kind: "ok", record }, write(world, record, variant)],
    ];
  },
  "mark-adopted": () => [],
  connect: (world) => {
    const outcome = { kind: "not-sent", reason: "reset", error } as const;
    return [
      [ok, world],
      [{ kind: "not-sent", outcome, retry: true }, world],
      [{ kind: "cancelled" }, world],
    ];
  },
  "mark-sent": (world, _, run, variant) => {
    const marked = variant === "no sent mark" ? world : write(world, { ...headOf(run), phase: "sent" }, variant);
    return [
      [ok, marked],
      [failed, world],
      [failed, marked],
    ];
  },
  transmit: (world, _, run, variant) => transmissions(world, headOf(run).opId, variant),
  backoff: (world) => [[ok, world]],
  wait: (world, _, run, variant) => {
    const quiet = variant === "no quiet period" || !world.pending.includes(headOf(run).opId);
    const event: Events["wait"] = { kind: "ok", waited: quiet ? SETTLE : 0, jumped: false };
    return [
      [event, world],
      [{ kind: "cancelled" }, world],
    ];
  },
  "list-after": (world) => [
    [{ kind: "listed", seen: list(world), complete: true }, world],
    [{ kind: "listed", seen: [], complete: false }, world],
  ],
  "mark-created": (world, _, run, variant) =>
    variant === "file before journal"
      ? [[ok, { ...world, file: world.file ?? headOf(run).id }]]
      : [
          [ok, write(world, headOf(run), variant)],
          [failed, world],
        ],
  "write-file": (world, _, run, variant) => {
    const { id } = headOf(run);
    const result: Events["write-file"] =
      world.file && world.file !== id ? { kind: "other-id", found: world.file } : { kind: "ok", differs: false };
    const written = result.kind === "ok" ? { ...world, file: id } : world;
    const held = { kind: "failed", reason: "read-only", error } as const;
    if (variant === "file before journal" && headOf(run).phase !== "done") {
      return [[result, write(written, headOf(run), variant)]];
    }
    return [
      [result, written],
      [held, world],
    ];
  },
  "mark-done": (world, _, run, variant) => [
    [ok, write(world, { ...headOf(run), phase: "done" }, variant)],
    [failed, world],
  ],
  audit: (world) => [
    [{ kind: "ok", seen: list(world) }, world],
    [failed, world],
  ],
  close: (world, _, run) => [
    [ok, { ...world, journal: world.journal.filter((record) => record.opId !== headOf(run).opId) }],
    [failed, world],
  ],
};

function transmissions(world: World, opId: string, variant: Variant): [Events["transmit"], World][] {
  const lost: Events["transmit"] = { kind: "ambiguous", error, duplicate: false };
  const refusal = (resend?: "throttled"): Events["transmit"] => ({ kind: "rejected", error, resend });
  const reset = variant === "re-send on reset" ? refusal("throttled") : lost;
  const withoutId = variant === "no Id is a failure" ? refusal() : lost;
  const internalError = variant === "InternalError is a failure" ? refusal() : lost;
  const made = commit(world, opId);
  const id = made.tasks.at(-1) ?? "";
  return [
    [{ kind: "success", id, requestId: undefined }, made],
    ...[reset, withoutId, internalError, { kind: "cancelled" } as const].map((event): [Events["transmit"], World] => [
      event,
      made,
    ]),
    [refusal(), world],
    [refusal("throttled"), world],
    [reset, world],
    [internalError, world],
    [reset, { ...world, pending: [...world.pending, opId] }],
  ];
}

/** Without asking for a second task on purpose, and without picking the twin. */
function answers(question: Question | undefined): Answer[] {
  const cancel: Answer = { kind: "cancel" };
  switch (question?.kind) {
    case "same-name-exists":
      return [{ kind: "create" }, cancel];
    case "already-created":
      return [{ kind: "restore" }, cancel];
    case "unknown-outcome":
      return [{ kind: "check-again" }, { kind: "not-created" }, cancel];
    default:
      return [cancel];
  }
}

function list({ tasks }: World): Seen[] {
  const summaryOf = (id: string) => ({ id, name: fresh.name, status: 1, createTime: "", differences: [] });
  return tasks.map((id) => ({ summary: summaryOf(id), matches: true, changed: [] }));
}

/** What the disk holds of a record that ended otherwise than done changes nothing any more. */
function write(world: World, record: RecordHead, variant: Variant): World {
  if (variant === "no journal") return world;
  return { ...world, journal: [...world.journal.filter((other) => other.opId !== record.opId), record] };
}

function commit(world: World, opId: string): World {
  const number = world.tasks.filter((task) => task.startsWith(`${opId}#`)).length;
  return { ...world, tasks: [...world.tasks, `${opId}#${number}`] };
}

function drop(world: World, opId: string): World {
  const index = world.pending.indexOf(opId);
  return { ...world, pending: world.pending.filter((_, other) => other !== index) };
}

/** The first name that nothing refers to any more, so that histories that differ in names only are one. */
function freeName({ tasks, pending, journal, runs }: World): string {
  const used = new Set([
    ...tasks.map((task) => task.split("#")[0]),
    ...pending,
    ...journal.map((record) => record.opId),
    ...runs.map((run) => run?.record?.opId),
  ]);
  for (let number = 1; ; number++) if (!used.has(`op${number}`)) return `op${number}`;
}

function headOf(run: State): RecordHead {
  if (!run.record) throw new Error(`no record in ${run.step}`);
  return run.record;
}

function unlocked(world: World, index: number): World {
  return world.lock === index ? { ...world, lock: undefined } : world;
}

function withRun(world: World, index: number, run: State | undefined): World {
  return { ...world, runs: world.runs.map((other, position) => (position === index ? run : other)) };
}
