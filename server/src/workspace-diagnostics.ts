/** Diagnostics of every task file of the workspace, for clients that ask for them. */
import type {
  CancellationToken,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { diagnosticsOf } from "./diagnostics.ts";
import { prepare } from "./service/diagnostics/diagnostics.ts";
import type { Session } from "./session.ts";

/**
 * Answers when there is something new. Clients ask again as soon as they have an answer: one that says "as before" at
 * once would make them ask for ever.
 */
export function registerWorkspaceDiagnostics(session: Session): void {
  const { connection, workspace } = session;
  connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
    for (;;) {
      const change = workspace.nextChange();
      const items = await session.guard([], () => reports(session, previous, token));
      if (token.isCancellationRequested || items.some(({ kind }) => kind === "full")) return { items };
      await Promise.race([change, cancelled]);
    }
  });
}

/** Result ids of closed files begin like this: those of open ones are of no interest here. */
const CLOSED = "closed.";

async function reports(
  session: Session,
  previous: ReadonlyMap<string, string>,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport["items"]> {
  const { workspace, settings, documents } = session;
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const files = await workspace.closed();
  for (const { uri, revision } of files) {
    if (token.isCancellationRequested) break;
    const resultId = `${CLOSED}${revision}.${workspace.generation}`;
    if (previous.get(uri) === resultId) {
      items.push({ kind: "unchanged", uri, version: null, resultId });
      continue;
    }
    const rules = await settings.rules(uri);
    const file = await workspace.read(uri);
    if (!file) continue;
    await prepare(file.analysis);
    items.push({ kind: "full", uri, version: null, resultId, items: diagnosticsOf(session, file, rules) });
  }
  const known = new Set([...files.map(({ uri }) => uri), ...documents.uris()]);
  for (const [uri, resultId] of previous) {
    if (resultId.startsWith(CLOSED) && !known.has(uri)) items.push({ kind: "full", uri, version: null, items: [] });
  }
  return items;
}
