/**
 * Names of what there is in the cloud, for who is writing a file. Silent: without an account, offline, or in a workspace
 * that is not trusted there are none, and nobody is asked or told anything.
 */
import * as vscode from "vscode";
import type { CkafkaInstance, ClsApi } from "../../cloud/api/api.ts";
import {
  type Found,
  findGroups,
  findInstances,
  findKafkaTopics,
  findLogTopics,
  type NamedTopic,
} from "../../cloud/api/look-up.ts";
import type { TaskList } from "../../cloud/operation/ports.ts";
import type { Account, Accounts } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import { readSettings } from "../settings.ts";
import type { FileFacts } from "./file-facts.ts";
import { Kept } from "./kept.ts";

export interface LookUpServices {
  accounts: Pick<Accounts, "quiet">;
  connections: Connections;
}

const FRESH = 5 * 60_000;
const PAUSE = 60_000;

export class LookUps implements vscode.Disposable {
  private readonly services: LookUpServices;
  private readonly kept = new Kept({ fresh: FRESH, pause: PAUSE });
  private readonly changed = new vscode.EventEmitter<void>();
  /** There is something new to see. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  /** @param changes whatever may change the account. */
  constructor(services: LookUpServices, changes: readonly vscode.Event<unknown>[]) {
    this.services = services;
    const forget = () => this.forget();
    this.subscriptions = [
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("recharge") && forget()),
      vscode.workspace.onDidGrantWorkspaceTrust(forget),
      ...changes.map((changed) => changed(forget)),
    ];
  }

  /** Log topics of the file's region, by name. */
  topics(file: FileFacts, signal?: AbortSignal): Promise<Found<NamedTopic> | undefined> {
    return this.ask(file, "topics", findLogTopics, signal);
  }

  /** What a log topic was called when it was last looked up: asks nobody. */
  topicName(region: string, topicId: string): string | undefined {
    const found = this.kept.peek<Found<NamedTopic>>(keyOf(region, "topics"));
    return found?.items.find(({ id }) => id === topicId)?.name || undefined;
  }

  instances(file: FileFacts, signal?: AbortSignal): Promise<Found<CkafkaInstance> | undefined> {
    return this.ask(file, "instances", findInstances, signal);
  }

  /** Kafka topics of the file's CKafka instance. */
  async kafkaTopics(file: FileFacts, signal?: AbortSignal): Promise<Found<string> | undefined> {
    const { instance } = file;
    if (instance === undefined) return undefined;
    return this.ask(file, `topics of ${instance}`, (api, signal) => findKafkaTopics(api, instance, signal), signal);
  }

  /** Consumer groups of the file's CKafka instance. */
  async groups(file: FileFacts, signal?: AbortSignal): Promise<Found<string> | undefined> {
    const { instance } = file;
    if (instance === undefined) return undefined;
    return this.ask(file, `groups of ${instance}`, (api, signal) => findGroups(api, instance, signal), signal);
  }

  /** Import tasks of the file's log topic. */
  async tasks(file: FileFacts, signal?: AbortSignal): Promise<TaskList | undefined> {
    const { topicId } = file;
    if (topicId === undefined) return undefined;
    return this.ask(file, `tasks of ${topicId}`, (api, signal) => api.describe(topicId, { signal }), signal);
  }

  /**
   * The region that requests about a file go to, and the account they are made with.
   * @returns undefined where nothing is to be asked.
   */
  async place({ region, uri }: FileFacts): Promise<{ account: Account; region: string } | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    const account = await this.kept.get("account", () => this.services.accounts.quiet());
    const known = region ?? (readSettings(uri).region || account?.region);
    return account && known ? { account, region: known } : undefined;
  }

  private async ask<T>(
    file: FileFacts,
    what: string,
    find: (api: ClsApi, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T | undefined> {
    const place = await this.place(file);
    if (!place) return undefined;
    const { account, region } = place;
    const key = keyOf(region, what);
    const isNew = !this.kept.has(key);
    const fetch = (signal: AbortSignal) => find(this.services.connections.open(account).api(region), signal);
    const found = await this.kept.get(key, fetch, signal);
    if (isNew && found) this.changed.fire();
    return found;
  }

  private forget(): void {
    this.kept.clear();
    this.changed.fire();
  }

  dispose(): void {
    this.kept.clear();
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }
}

function keyOf(region: string, what: string): string {
  return JSON.stringify([region, what]);
}
