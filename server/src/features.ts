/** What the server can do besides diagnostics: one entry per capability. */
import type { CompletionItem, ServerCapabilities } from "vscode-languageserver";
import type { Client } from "./client.ts";
import { complete } from "./service/completion.ts";
import { hover } from "./service/hover.ts";
import type { Session } from "./session.ts";

export interface Feature {
  capabilities(client: Client): ServerCapabilities;
  register(session: Session): void;
}

const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ['"', ":"], completionItem: { labelDetailsSupport: true } },
  }),
  register(session) {
    const { locale, completion } = session.client;
    session.connection.onCompletion(
      session.answer([] as CompletionItem[], ({ text }, { position }) =>
        complete(text, text.offsetAt(position), { locale, ...completion }),
      ),
    );
  },
};

const hovers: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register(session) {
    const { locale, hover: options } = session.client;
    session.connection.onHover(
      session.answer(
        null,
        ({ text, analysis }, { position }) =>
          hover(text, analysis, text.offsetAt(position), { locale, ...options }) ?? null,
      ),
    );
  },
};

export const features: Feature[] = [completion, hovers];
