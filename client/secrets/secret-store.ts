/** What is kept in VS Code's secret storage: named maps of JSON values, shared by all windows of the user. */
import * as vscode from "vscode";
import { findPlaceholders } from "../../document/placeholders.ts";

/** One named map, such as the profiles or the secrets for task files. */
export class SecretMap<T> {
  private readonly storage: vscode.SecretStorage;
  private readonly key: string;
  /** Fires in every window when the map has changed. */
  readonly onDidChange: vscode.Event<void>;

  constructor(storage: vscode.SecretStorage, key: string) {
    this.storage = storage;
    this.key = key;
    this.onDidChange = (listener, self, disposables) =>
      storage.onDidChange((event) => event.key === key && listener.call(self), undefined, disposables);
  }

  async all(): Promise<Map<string, T>> {
    const text = await this.storage.get(this.key);
    return new Map(text === undefined ? [] : (JSON.parse(text) as [string, T][]));
  }

  async set(name: string, value: T): Promise<void> {
    await this.save((await this.all()).set(name, value));
    const kept = await this.all();
    // Without a keyring some systems accept a secret and lose it.
    if (!kept.has(name)) {
      throw new Error(
        vscode.l10n.t("VS Code's secret storage did not keep “{0}”. Use environment variables on this machine.", name),
      );
    }
  }

  async delete(name: string): Promise<void> {
    const all = await this.all();
    if (all.delete(name)) await this.save(all);
  }

  private async save(all: Map<string, T>): Promise<void> {
    await this.storage.store(this.key, JSON.stringify([...all]));
  }
}

/** Why a text cannot be the NAME of `${secret:NAME}`. */
export function nameProblem(text: string): string | undefined {
  const [placeholder] = findPlaceholders(`\${secret:${text}}`);
  if (placeholder?.name === text) return undefined;
  return vscode.l10n.t("Letters, digits, “_”, “.”, “-” and “/”, starting with a letter or digit");
}
