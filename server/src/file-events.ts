/** Follows what happens to files and folders outside the open documents. */
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type ServerCapabilities,
} from "vscode-languageserver";
import { CONFIG_FILE_NAME } from "../../document/config.ts";
import { TASK_FILES } from "../../document/task-file.ts";
import type { Session } from "./session.ts";
import { SECTION } from "./settings.ts";

const GLOBS = [TASK_FILES, `**/${CONFIG_FILE_NAME}`];

/** Files by name, and folders, which take their files along. */
const filters = [
  ...GLOBS.map((glob) => ({ scheme: "file", pattern: { glob, matches: "file" as const } })),
  { scheme: "file", pattern: { glob: "**", matches: "folder" as const } },
];

export const workspaceCapabilities: ServerCapabilities["workspace"] = {
  workspaceFolders: { supported: true, changeNotifications: true },
  fileOperations: { didCreate: { filters }, didRename: { filters }, didDelete: { filters } },
};

export function registerFileEvents({ connection, settings, workspace, guard }: Session): void {
  const moved = (uris: string[]) => {
    if (uris.some(isConfig)) settings.changed();
    return workspace.rescan();
  };
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    if (uris.some(isConfig)) {
      settings.changed();
      workspace.changed();
    }
    return guard(undefined, () => workspace.refresh(uris));
  });
  connection.workspace.onDidCreateFiles(({ files }) => guard(undefined, () => moved(files.map(({ uri }) => uri))));
  connection.workspace.onDidDeleteFiles(({ files }) => guard(undefined, () => moved(files.map(({ uri }) => uri))));
  connection.workspace.onDidRenameFiles(({ files }) =>
    guard(undefined, () => moved(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
  );
}

/** What cannot be said in the answer to `initialize`. */
export async function registerLate({ connection, client, workspace, settings, guard }: Session): Promise<void> {
  if (client.hasWorkspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      settings.changed();
      const change = { added: added.map(({ uri }) => uri), removed: removed.map(({ uri }) => uri) };
      void guard(undefined, () => workspace.rescan(change));
    });
  }
  if (client.canRegister.configuration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  }
  if (client.canRegister.watchedFiles) {
    const watchers = GLOBS.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

function isConfig(uri: string): boolean {
  return uri.endsWith(`/${CONFIG_FILE_NAME}`);
}
