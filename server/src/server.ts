/** The language server for one connection. Knows no transport and no file system: both come with the {@link Runtime}. */
import * as l10n from "@vscode/l10n";
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { describeClient } from "./client.ts";
import { registerDiagnostics } from "./diagnostics.ts";
import { Documents } from "./documents.ts";
import { features } from "./features.ts";
import { registerFileEvents, registerLate, workspaceCapabilities } from "./file-events.ts";
import type { Locale } from "./service/schema.ts";
import { Session } from "./session.ts";
import { type FolderRules, SECTION, SettingsStore } from "./settings.ts";
import { type Files, Workspace } from "./workspace.ts";
import { registerWorkspaceDiagnostics } from "./workspace-diagnostics.ts";

declare const VERSION: string;

/** What differs between Node and a browser. */
export interface Runtime {
  /** The texts in a language other than English, as a JSON bundle of `@vscode/l10n`; undefined where there are none. */
  translations(locale: Locale): string | undefined;
  folderRules: FolderRules;
  /** The disk, for files that are not open; undefined where there is none. */
  files: Files | undefined;
}

/** Registers everything on a connection and starts to listen. */
export function createServer(connection: Connection, runtime: Runtime): void {
  const documents = new Documents();
  documents.listen(connection);
  connection.onInitialize((params) => initialize(connection, documents, runtime, params));
  connection.listen();
}

function initialize(
  connection: Connection,
  documents: Documents,
  runtime: Runtime,
  params: InitializeParams,
): InitializeResult {
  const client = describeClient(params);
  const contents = runtime.translations(client.locale);
  if (contents !== undefined) l10n.config({ contents });
  const settings = new SettingsStore(connection, client, runtime.folderRules);
  const workspace = new Workspace(documents, client.folders, runtime.files);
  const session = new Session({ connection, client, documents, settings, workspace });
  registerDiagnostics(session);
  registerWorkspaceDiagnostics(session);
  registerFileEvents(session);
  for (const feature of features) feature.register(session);
  documents.onClose((uri) => settings.forget(uri));
  connection.onDidChangeConfiguration((change) => {
    settings.changed(change.settings);
    workspace.changed();
  });
  connection.onInitialized(() => session.guard(undefined, () => registerLate(session)));
  return { capabilities: capabilities(session), serverInfo: { name: "cls-recharge", version: VERSION } };
}

function capabilities({ client, workspace }: Session): InitializeResult["capabilities"] {
  const diagnosticProvider = {
    identifier: SECTION,
    interFileDependencies: true,
    workspaceDiagnostics: workspace.canRead,
  };
  return Object.assign(
    {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      workspace: workspaceCapabilities,
      ...(client.pullsDiagnostics && { diagnosticProvider }),
    },
    ...features.map((feature) => feature.capabilities(client)),
  );
}
