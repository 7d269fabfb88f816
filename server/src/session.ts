/** What every feature works with, for the time of one connection. */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Client } from "./client.ts";
import type { Documents, OpenDocument } from "./documents.ts";
import type { SettingsStore } from "./settings.ts";
import type { Workspace } from "./workspace.ts";

export class Session {
  readonly connection: Connection;
  readonly client: Client;
  readonly documents: Documents;
  readonly settings: SettingsStore;
  readonly workspace: Workspace;
  readonly #logged = new Set<string>();

  constructor(parts: Pick<Session, "connection" | "client" | "documents" | "settings" | "workspace">) {
    this.connection = parts.connection;
    this.client = parts.client;
    this.documents = parts.documents;
    this.settings = parts.settings;
    this.workspace = parts.workspace;
  }

  /**
   * A request handler that answers for an open document. A bug in it is logged and answered with `fallback`: an editor
   * without one hover is better than an editor with an error message at every key.
   */
  answer<P extends { textDocument: { uri: string } }, R>(
    fallback: R,
    handler: (document: OpenDocument, params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      if (token.isCancellationRequested) throw cancelled();
      const document = this.documents.get(params.textDocument.uri);
      if (!document) return fallback;
      const result = await this.guard(fallback, () => handler(document, params, token));
      if (token.isCancellationRequested) throw cancelled();
      return result;
    };
  }

  readonly guard = async <R>(fallback: R, action: () => R | Promise<R>): Promise<R> => {
    try {
      return await action();
    } catch (error) {
      this.#logOnce(error);
      return fallback;
    }
  };

  #logOnce(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (this.#logged.has(text)) return;
    this.#logged.add(text);
    this.connection.console.error(text);
  }
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
