/**
 * The one place in this window that knows how the tasks of task files are. It asks the cloud when a file is opened, after
 * an operation, when somebody calls `refresh` or `load`, and when the account changes; never again by itself. It is
 * silent: no dialog, no sign-in. What it cannot find out is the state `unknown`, with why. Edits are compared with what
 * the cloud said last.
 */
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import type { Connection } from "../../cloud/api/connection.ts";
import type { FileTask } from "../../cloud/task/file-task.ts";
import type { Account, Accounts } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import type { Commands } from "../commands.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { Origins } from "./origins.ts";
import { isFollowed, openFiles, Readings } from "./readings.ts";
import { silentAccount } from "./silent-account.ts";
import { type Answer, judge, type Obstacle, type TaskState } from "./state.ts";
import { type Topic, TopicLists, topicKey } from "./topic-lists.ts";

export interface TaskStatesServices {
  accounts: Pick<Accounts, "quiet" | "endpointProblem">;
  connections: Pick<Connections, "open">;
  secrets: SecretMap<string>;
  commands: Commands;
}

export interface TaskStatesEvents {
  /** Something was asked of the cloud for a file, in this window. */
  onDidOperate: vscode.Event<vscode.Uri>;
  /** Whatever may change the account, beside the settings. */
  accountChanges: vscode.Event<unknown>[];
}

export class TaskStates implements vscode.Disposable {
  private readonly services: TaskStatesServices;
  private readonly readings: Readings;
  private readonly lists = new TopicLists();
  private readonly origins = new Origins(this.lists);
  private readonly states = new Map<string, TaskState>();
  private obstacle: Obstacle | undefined;
  private readonly changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  private readonly forgot = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];

  /** Fires with the files whose text or state changed; also, without any, when an answer changed none. */
  readonly onDidChange = this.changed.event;
  /** Fires when another account may be in use: nothing is known any more. */
  readonly onDidForget = this.forgot.event;

  constructor(services: TaskStatesServices, { onDidOperate, accountChanges }: TaskStatesEvents) {
    this.services = services;
    this.readings = new Readings(services.secrets, services.commands);
    const forget = () => this.forget();
    this.subscriptions = [
      this.readings.onDidRead((uris) => this.follow(uris)),
      this.lists.onDidChange((topic) => this.judgeTopic(topic)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => isFollowed(uri) && this.opened([uri])),
      onDidOperate((uri) => this.readings.get(uri) && this.background(() => this.refresh([uri]))),
      vscode.workspace.onDidGrantWorkspaceTrust(forget),
      vscode.workspace.onDidChangeConfiguration((change) => steersAccount(change) && forget()),
      ...accountChanges.map((happened) => happened(forget)),
    ];
    this.opened(openFiles());
  }

  /** How the task of a file is. Known of open files and, after `load` or `refresh`, of all of the workspace. */
  of(uri: vscode.Uri): TaskState {
    return this.states.get(uri.toString()) ?? judge(this.readings.get(uri), undefined, this.obstacle);
  }

  /** What a file says of its task; undefined when it does not say where that is, or has not been read. */
  task(uri: vscode.Uri): FileTask | undefined {
    return this.readings.get(uri)?.task;
  }

  /** All files there are states of. */
  files(): vscode.Uri[] {
    return this.readings.files();
  }

  /** What the cloud last said of a log topic. */
  answer(topic: Topic): Answer | undefined {
    return this.lists.get(topic);
  }

  /** Why nothing is asked at all, when it is so. */
  get obstructed(): Obstacle | undefined {
    return this.obstacle;
  }

  /**
   * Asks the cloud how the tasks of these files are, or those of the whole workspace; one request for each log topic.
   * Resolves when the states are new. Never rejects for what happens to a request: that is a state.
   */
  async refresh(uris?: readonly vscode.Uri[]): Promise<void> {
    const ask: Ask = (topics, connection) => this.lists.ask(topics, connection);
    await (uris ? this.ask(uris, withId, ask) : this.ask(await this.readings.findAll(), any, ask));
  }

  /** Makes the files of the whole workspace known, asking nothing. */
  async find(): Promise<void> {
    await this.account();
    await this.readings.read(await this.readings.findAll());
  }

  /** The same. Asks for those log topics that have not been asked for. */
  async load(): Promise<void> {
    const now = performance.now();
    await this.ask(await this.readings.findAll(), any, (topics, connection) => {
      const missing = topics.filter((topic) => this.lists.get(topic)?.kind !== "listed");
      return this.lists.join(missing, connection, now);
    });
  }

  private opened(uris: readonly vscode.Uri[]): void {
    const now = performance.now();
    this.background(() => this.ask(uris, withId, (topics, connection) => this.lists.join(topics, connection, now)));
  }

  /** A file that was given an Id has a task since the cloud was asked last. */
  private follow(uris: readonly vscode.Uri[]): void {
    const created = uris.filter((uri) => this.states.get(uri.toString())?.kind === "not-created" && this.task(uri)?.id);
    this.judge(uris);
    if (created.length > 0) this.background(() => this.refresh(created));
  }

  private background(work: () => Promise<void>): void {
    void this.services.commands.guard("task states", work);
  }

  private async ask(uris: readonly vscode.Uri[], counts: (task: FileTask) => boolean, ask: Ask): Promise<void> {
    if (uris.length === 0) return;
    const { generation } = this.lists;
    const account = await this.account();
    await this.readings.read(uris);
    if (!account || generation !== this.lists.generation) return;
    const topics = uniqueTopics(uris.flatMap((uri) => this.task(uri) ?? []).filter(counts));
    // One for both: it lists a log topic once only.
    const connection = this.services.connections.open(account);
    await ask([...topics.values()], connection);
    if (generation !== this.lists.generation) return;
    await this.askOrigins(topics, account, (others) => ask(others, connection));
  }

  /** Of the files of log topics that have been asked for, those whose tasks are not in them may have them elsewhere. */
  private async askOrigins(
    topics: ReadonlyMap<string, Topic>,
    { journal }: Account,
    ask: (topics: readonly Topic[]) => Promise<void>,
  ): Promise<void> {
    const { generation } = this.lists;
    const missing = this.files().filter((uri) => {
      const task = this.task(uri);
      return task && topics.has(topicKey(task)) && this.origins.isMissing(task);
    });
    if (missing.length === 0) return;
    const tasks = missing.flatMap((uri) => this.task(uri) ?? []);
    await this.origins.lookUp(tasks, journal);
    if (generation !== this.lists.generation) return;
    this.judge(missing);
    const origins = uniqueTopics(tasks.flatMap((task) => this.origins.originOf(task) ?? []));
    await ask([...origins].flatMap(([key, topic]) => (topics.has(key) ? [] : [topic])));
  }

  /** The account that can be used without asking anybody; else what stands in the way is the state. */
  private async account(): Promise<Account | undefined> {
    const found = await silentAccount(this.services.accounts);
    const account = "why" in found ? undefined : found;
    const obstacle = "why" in found ? found : undefined;
    if (account) this.readings.region = account.region;
    if (!isDeepStrictEqual(obstacle, this.obstacle)) {
      this.obstacle = obstacle;
      this.judge(this.files());
    }
    return account;
  }

  /** Another account may see something else. */
  private forget(): void {
    this.origins.clear();
    this.lists.clear();
    this.opened(openFiles());
    this.forgot.fire();
  }

  private judge(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) this.judgeOne(uri);
    this.changed.fire(uris);
  }

  /** Whether the state changed. */
  private judgeOne(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const reading = this.readings.get(uri);
    if (!reading) return this.states.delete(key);
    const state = judge(reading, this.origins.answerFor(reading), this.obstacle);
    const before = this.states.get(key);
    this.states.set(key, state);
    return !isDeepStrictEqual(state, before);
  }

  /** @param topic undefined: every one. */
  private judgeTopic(topic: Topic | undefined): void {
    const key = topic && topicKey(topic);
    const concerned = this.files().filter((uri) => {
      const task = this.task(uri);
      if (!task || key === undefined) return task;
      return [task, this.origins.originOf(task)].some((topic) => topic && topicKey(topic) === key);
    });
    this.changed.fire(concerned.filter((uri) => this.judgeOne(uri)));
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.readings, this.lists, this.changed, this.forgot).dispose();
  }
}

/** One way to ask for log topics. */
type Ask = (topics: readonly Topic[], connection: Connection) => Promise<void>;

function uniqueTopics(topics: readonly Topic[]): Map<string, Topic> {
  return new Map(topics.map((topic) => [topicKey(topic), topic]));
}

function withId({ id }: FileTask): boolean {
  return id !== undefined;
}

/** Of the whole workspace: also to find tasks that no file knows. */
function any(): boolean {
  return true;
}

function steersAccount(change: vscode.ConfigurationChangeEvent): boolean {
  return ["region", "profile", "endpoint"].some((key) => change.affectsConfiguration(`recharge.${key}`));
}
