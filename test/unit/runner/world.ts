/** A sandbox, a state directory, a task file and a clock that does not make anybody wait. */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { RetryQuota } from "../../../cloud/api/retry.ts";
import type { TransportOptions } from "../../../cloud/api/transport.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { type Disk, disk as realDisk } from "../../../cloud/journal/disk.ts";
import { type Journal, openJournal } from "../../../cloud/journal/journal.ts";
import type { OpRecord } from "../../../cloud/journal/record.ts";
import type {
  Answer,
  ChangeOperation,
  CreateOperation,
  Host,
  Operation,
  Phase,
  Question,
  TaskFile,
} from "../../../cloud/operation/operation.ts";
import type { Outcome, RecordedError } from "../../../cloud/operation/outcome.ts";
import type { Clock } from "../../../cloud/operation/ports.ts";
import { type RunnerDeps, recover, runOperation } from "../../../cloud/operation/runner.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { buildRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../sandbox/server.ts";

export const TOPIC = "b53fe5be-7ee3-4031-8043-5a73bad4f572";
export const REGION = "ap-guangzhou";

export const TEXT = `{
  // Orders of the shop.
  "TopicId": "${TOPIC}",
  "Name": "orders",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "orders",
  "Offset": -1,
  "LogRechargeRule": {
    "RechargeType": "json_log",
    "EncodingFormat": 0,
    "DefaultTimeSwitch": true
  }
}
`;

/** Sleeping is instantaneous; `at` makes things happen at a moment of it. */
export class FakeClock implements Clock {
  #elapsed = 0;
  readonly #start = Date.now();
  readonly #due: { at: number; action: () => unknown }[] = [];
  /** What the wall clock shows beyond the time that passed. */
  jump = 0;

  now(): number {
    return this.#start + this.#elapsed + this.jump;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  get seconds(): number {
    return this.#elapsed / 1000;
  }

  /** @param at seconds from the clock's start */
  at(at: number, action: () => unknown): void {
    this.#due.push({ at: at * 1000, action });
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    this.#elapsed += ms;
    for (const entry of this.#due.splice(0)) {
      if (entry.at <= this.#elapsed) await entry.action();
      else this.#due.push(entry);
    }
  }
}

/** Answers by kind of question; anything else is cancelled. */
export type Answers = { readonly [K in Question["kind"]]?: Answer | ((question: Question & { kind: K }) => Answer) };

export interface Run {
  outcome: Outcome;
  asked: Question[];
  phases: Phase[];
  rescued: { id: string; why: RecordedError }[];
}

export interface RunOptions {
  answers?: Answers;
  signal?: AbortSignal;
  file?: TaskFile;
  api?: RunnerDeps["api"];
  settle?: number;
  lockWait?: number;
  operation?: Partial<CreateOperation>;
  onPhase?: (phase: Phase) => void;
  clock?: Clock;
  journal?: RunnerDeps["journal"];
  /** Values of the file's placeholders by name. */
  secrets?: { readonly [name: string]: string };
}

export class World {
  readonly sandbox: Sandbox;
  readonly clock: FakeClock;
  readonly directory: string;
  readonly state: string;
  readonly path: string;
  readonly journal: Journal;
  readonly #transport: Partial<TransportOptions>;

  constructor(parts: Pick<World, "sandbox" | "clock" | "directory" | "state" | "path" | "journal">, transport = {}) {
    this.sandbox = parts.sandbox;
    this.clock = parts.clock;
    this.directory = parts.directory;
    this.state = parts.state;
    this.path = parts.path;
    this.journal = parts.journal;
    this.#transport = transport;
  }

  api(options: { clock?: () => number; transport?: Partial<TransportOptions> } = {}): ClsApi {
    return new ClsApi({
      endpoint: Endpoint.parse(this.sandbox.url),
      region: REGION,
      credential: sandboxCredential(),
      language: "en-US",
      clientName: "test",
      transport: { ...this.#transport, ...options.transport },
      ...(options.clock ? { clock: options.clock } : {}),
    });
  }

  /** Creates from the file as it is now. */
  async submit(options: RunOptions = {}): Promise<Run> {
    const file = options.file ?? (await DiskTaskFile.open(this.path));
    const operation = await createFrom(file, this.sandbox.url, options.secrets);
    return this.run({ ...operation, ...options.operation }, { ...options, file });
  }

  /** Changes or ends the task of the file as it is now, by a plan made now. */
  async change(kind: ChangeOperation["kind"], options: RunOptions = {}): Promise<Run> {
    const file = options.file ?? (await DiskTaskFile.open(this.path));
    await this.clock.sleep(1000);
    return this.run(await this.planChange(kind, options.secrets), { ...options, file });
  }

  async planChange(kind: ChangeOperation["kind"], secrets = {}): Promise<ChangeOperation> {
    const { target, text, request } = await createFrom(await this.file(), this.sandbox.url, secrets);
    const id = String(await this.idInFile());
    const { tasks } = await this.api().describe(TOPIC, { id });
    const [base = { Id: id, Name: "" }] = tasks;
    const common = { target, text, id, topicId: TOPIC, name: base.Name, base };
    return kind === "modify" ? { kind, ...common, request } : { kind, ...common };
  }

  async run(operation: Operation, options: RunOptions = {}): Promise<Run> {
    const { host, run } = watch(options);
    const file = options.file ?? (await DiskTaskFile.open(this.path));
    return { ...run, outcome: await runOperation(operation, file, host, this.deps(options)) };
  }

  async recover(opId: string, options: RunOptions = {}): Promise<Run> {
    const { host, run } = watch(options);
    const file = options.file ?? (await DiskTaskFile.open(this.path));
    return { ...run, outcome: await recover(opId, file, host, this.deps(options)) };
  }

  /** Settles everything that is unfinished, as a program does when it starts. */
  async recoverAll(options: RunOptions = {}): Promise<Run[]> {
    const runs: Run[] = [];
    for (const { opId } of await this.journal.listUnfinished()) runs.push(await this.recover(opId, options));
    return runs;
  }

  deps(options: RunOptions): RunnerDeps {
    const { api = this.api(), journal = this.journal, settle = 60, lockWait = 10, clock = this.clock } = options;
    return { api, journal, clock, random: () => 0.5, settle, lockWait, quota: new RetryQuota() };
  }

  file(): Promise<TaskFile> {
    return DiskTaskFile.open(this.path);
  }

  /** The file on disk, to which something happens just before a call reaches it. */
  async fileThat(before: (call: keyof TaskFile) => unknown): Promise<TaskFile> {
    const file = await this.file();
    return {
      uri: file.uri,
      read: async () => {
        await before("read");
        return file.read();
      },
      obstacle: async () => {
        await before("obstacle");
        return file.obstacle();
      },
      writeId: async (id, replace) => {
        await before("writeId");
        await file.writeId(id, replace);
      },
      removeId: async (id) => {
        await before("removeId");
        await file.removeId(id);
      },
    };
  }

  /** Somebody else creates a task with the file's fields. @returns its Id */
  async foreign(fields: object = {}): Promise<string> {
    const { request } = await createFrom(await this.file(), this.sandbox.url);
    const body = new TextEncoder().encode(JSON.stringify({ ...request.value, ...fields }));
    return String((await this.api().create(body)).Id);
  }

  text(): Promise<string> {
    return readFile(this.path, "utf8");
  }

  /** The Id any JSON reader finds in the file. */
  async idInFile(): Promise<string | undefined> {
    return JSON.parse((await this.text()).replace(/^\s*\/\/.*$/gm, "")).Id;
  }

  /** The phases of everything in the journal, oldest first. */
  records(): Promise<OpRecord[]> {
    return this.journal.all();
  }

  /** How often the API got a create to read. */
  creates(): number {
    return this.calls("CreateKafkaRecharge");
  }

  calls(action: string): number {
    return this.sandbox.requests.filter((request) => request.action === action).length;
  }
}

export interface WorldOptions {
  sandbox?: SandboxOptions;
  text?: string;
  disk?: Disk;
  transport?: Partial<TransportOptions>;
}

/**
 * For one test: everything is gone when it ends.
 * @param onFinished the test's own, for a test that runs beside others
 */
export async function startWorld(options: WorldOptions = {}, onFinished = onTestFinished): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "runner-"));
  const { secretId, secretKey } = sandboxCredential();
  const sandbox = await startSandbox({ rateLimit: false, credentials: { secretId, secretKey }, ...options.sandbox });
  onFinished(async () => {
    await sandbox.close();
    await chmod(directory, 0o700);
    await rm(directory, { recursive: true, force: true });
  });
  const path = join(directory, "orders.recharge.json");
  await writeFile(path, options.text ?? TEXT);
  const state = join(directory, "state");
  const clock = new FakeClock();
  const journal = await openJournal(state, clock, options.disk ?? realDisk);
  return new World({ sandbox, clock, directory, state, path, journal }, options.transport);
}

export async function createFrom(file: TaskFile, endpoint: string, secrets = {}): Promise<CreateOperation> {
  const text = await file.read();
  const values: Record<string, string> = secrets;
  return {
    kind: "create",
    target: { endpoint, region: REGION, secretId: sandboxCredential().secretId },
    text,
    request: buildRequest(parseDocument(text), ({ name }) => values[name]),
  };
}

function watch({ answers = {}, signal = new AbortController().signal, onPhase }: RunOptions): {
  host: Host;
  run: Omit<Run, "outcome">;
} {
  const run = { asked: [] as Question[], phases: [] as Phase[], rescued: [] as Run["rescued"] };
  const host: Host = {
    signal,
    report(phase) {
      if (run.phases.at(-1) !== phase) run.phases.push(phase);
      onPhase?.(phase);
    },
    async ask(question) {
      run.asked.push(question);
      const answer = answers[question.kind] as Answer | ((question: Question) => Answer) | undefined;
      return (typeof answer === "function" ? answer(question) : answer) ?? { kind: "cancel" };
    },
    rescue: (id, why) => void run.rescued.push({ id, why }),
  };
  return { host, run };
}
