/** The settings for a file: the client's section `recharge`, over the nearest `.rechargerc.json`. */
import type { Connection } from "vscode-languageserver";
import { isRuleSetting, type RuleSetting, type RuleSettings } from "../../document/config.ts";
import { isObject } from "../../document/effective.ts";
import type { Client } from "./client.ts";
import { valueAt } from "./service/conditions.ts";

export const SECTION = "recharge";

/** The severities a file's folder is checked in with, nearest file first; none without a file system. */
export type FolderRules = (uri: string) => Promise<RuleSettings>;

export class SettingsStore {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #folderRules: FolderRules;
  #pushed: unknown;
  readonly #known = new Map<string, Promise<RuleSettings>>();

  constructor(connection: Connection, client: Client, folderRules: FolderRules) {
    this.#connection = connection;
    this.#client = client;
    this.#folderRules = folderRules;
    this.#pushed = client.initialSettings;
  }

  /** The severities for the file with that URI, by its workspace folder. Asked for once until something changes. */
  rules(uri: string): Promise<RuleSettings> {
    const known = this.#known.get(uri) ?? this.#read(uri);
    this.#known.set(uri, known);
    return known;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  /** @param settings as in `workspace/didChangeConfiguration`: all sections. Clients that can be asked may send nothing. */
  changed(settings?: unknown): void {
    const section = valueAt(settings, [SECTION]);
    if (section !== undefined) this.#pushed = section;
    this.#known.clear();
  }

  async #read(uri: string): Promise<RuleSettings> {
    const [section, folder] = await Promise.all([this.#section(uri), this.#folderRules(uri)]);
    return new Map([...folder, ...toRules(valueAt(section, ["rules"]))]);
  }

  async #section(uri: string): Promise<unknown> {
    if (!this.#client.canBeAskedForConfiguration) return this.#pushed;
    try {
      return await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION });
    } catch (error) {
      // A client that says it can and then cannot: what it sent before is still better than nothing.
      this.#connection.console.warn(`workspace/configuration: ${error instanceof Error ? error.message : error}`);
      return this.#pushed;
    }
  }
}

function toRules(value: unknown): [string, RuleSetting][] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([id, setting]) =>
    isRuleSetting(setting) ? [[id, setting]] : [],
  );
}
