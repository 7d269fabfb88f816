/** Diagnostics, given when asked for by clients that ask, sent to the others. */
import type { DocumentDiagnosticReport } from "vscode-languageserver";
import type { Diagnostic } from "vscode-languageserver-types";
import type { RuleSettings } from "../../document/config.ts";
import type { OpenDocument } from "./documents.ts";
import { getDiagnostics, prepare } from "./service/diagnostics/diagnostics.ts";
import type { Session } from "./session.ts";

/** A frame at 60 Hz: what is typed within it is checked together, what comes after a pause is checked at once. */
const FRAME_MS = 16;

export function registerDiagnostics(session: Session): void {
  const { client, workspace, documents } = session;
  documents.onClose((uri) => {
    workspace.note(uri);
    void session.guard(undefined, () => workspace.refresh([uri]));
  });
  if (client.pullsDiagnostics) registerPull(session);
  else registerPush(session);
}

function registerPull(session: Session): void {
  const { connection, workspace, documents, client } = session;
  const none: DocumentDiagnosticReport = { kind: "full", items: [] };
  connection.languages.diagnostics.on(
    session.answer(none, async ({ uri }, { previousResultId }) => {
      const items = await diagnose(session, uri);
      const document = documents.get(uri);
      if (!items || !document) return none;
      const resultId = `${document.version}.${workspace.generation}`;
      return resultId === previousResultId ? { kind: "unchanged", resultId } : { kind: "full", resultId, items };
    }),
  );
  workspace.onChange((typedIn) => {
    // While somebody types, the client asks for the files that may depend on it by itself.
    if (typedIn !== undefined || !client.canRefreshDiagnostics) return;
    void session.guard(undefined, () => connection.languages.diagnostics.refresh());
  });
}

function registerPush(session: Session): void {
  const { documents, connection, workspace } = session;
  const publish = async (uri: string): Promise<void> => {
    const version = documents.version(uri);
    const diagnostics = await diagnose(session, uri);
    // Another version has its own turn; a closed file has none.
    if (version === undefined || documents.version(uri) !== version || !diagnostics) return;
    await connection.sendDiagnostics({ uri, version, diagnostics });
  };
  const schedule = throttle((uri) => session.guard(undefined, () => publish(uri)));
  documents.onChange(schedule);
  documents.onClose((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
  workspace.onChange((typedIn) => {
    for (const uri of documents.uris()) if (uri !== typedIn) schedule(uri);
  });
}

async function diagnose(session: Session, uri: string): Promise<Diagnostic[] | undefined> {
  const found = await checkable(session, uri);
  if (!found) return undefined;
  session.workspace.note(uri, found.document.summary);
  return diagnosticsOf(session, found.document, found.rules);
}

/** The version that is open once all is there to check it; undefined when the file is closed by then. */
export async function checkable(
  { documents, settings }: Session,
  uri: string,
): Promise<{ document: OpenDocument; rules: RuleSettings } | undefined> {
  const rules = await settings.rules(uri);
  let document = documents.get(uri);
  while (document) {
    await prepare(document.analysis);
    const current = documents.get(uri);
    if (current === document) return { document, rules };
    document = current;
  }
  return undefined;
}

export function diagnosticsOf(
  { client, workspace }: Session,
  { text, analysis }: Pick<OpenDocument, "text" | "analysis">,
  rules: RuleSettings,
): Diagnostic[] {
  const others = workspace.others(text.uri);
  return getDiagnostics(text, analysis, { locale: client.locale, others, rules });
}

/** Runs an action for a key at once, and then at most once a frame. */
function throttle(action: (key: string) => Promise<void>): (key: string) => void {
  const waiting = new Map<string, boolean>();
  const run = (key: string): void => {
    waiting.set(key, false);
    setTimeout(() => {
      const again = waiting.get(key);
      waiting.delete(key);
      if (again) run(key);
    }, FRAME_MS);
    void action(key);
  };
  return (key) => {
    if (waiting.has(key)) waiting.set(key, true);
    else run(key);
  };
}
