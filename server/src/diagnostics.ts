/** Diagnostics, given when asked for by clients that ask, sent to the others. */
import type { DocumentDiagnosticReport } from "vscode-languageserver";
import type { Diagnostic } from "vscode-languageserver-types";
import type { OpenDocument } from "./documents.ts";
import { getDiagnostics, prepare } from "./service/diagnostics.ts";
import type { Locale } from "./service/schema.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** A frame at 60 Hz: what is typed within it is checked together, what comes after a pause is checked at once. */
const FRAME_MS = 16;

export function registerDiagnostics(session: Session): { refresh(): void } {
  if (session.client.pullsDiagnostics) {
    registerPull(session);
    return { refresh: () => void session.guard(undefined, () => refreshClient(session)) };
  }
  return registerPush(session);
}

function registerPull(session: Session): void {
  const none: DocumentDiagnosticReport = { kind: "full", items: [] };
  session.connection.languages.diagnostics.on(
    session.answer(none, async ({ uri }) => {
      const settings = await session.settings.get(uri);
      await prepareFor(session, uri);
      // The text may have changed meanwhile: the client wants to know about what is there now.
      const current = session.documents.get(uri);
      return current ? { kind: "full", items: diagnose(current, session.client.locale, settings) } : none;
    }),
  );
}

async function refreshClient({ client, connection }: Session): Promise<void> {
  if (client.canRefreshDiagnostics) await connection.languages.diagnostics.refresh();
}

function registerPush(session: Session): { refresh(): void } {
  const { documents, connection } = session;
  const schedule = throttle((uri) => session.guard(undefined, () => publish(session, uri)));
  documents.onChange(schedule);
  documents.onClose((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
  return { refresh: () => documents.uris().forEach(schedule) };
}

async function publish(session: Session, uri: string): Promise<void> {
  const { client, documents, settings, connection } = session;
  const version = documents.version(uri);
  const found = await settings.get(uri);
  await prepareFor(session, uri);
  // Another version has its own turn; a closed file has none.
  if (version === undefined || documents.version(uri) !== version) return;
  const document = documents.get(uri);
  if (document)
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnose(document, client.locale, found) });
}

async function prepareFor({ documents }: Session, uri: string): Promise<void> {
  const document = documents.get(uri);
  if (document) await prepare(document.analysis);
}

function diagnose({ text, analysis }: OpenDocument, locale: Locale, { rules }: Settings): Diagnostic[] {
  return getDiagnostics(text, analysis, { locale, rules });
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
