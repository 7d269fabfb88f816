/** What the server can do besides diagnostics: one entry per capability. */
import type { ServerCapabilities } from "vscode-languageserver";
import type { Client } from "./client.ts";
import type { Session } from "./session.ts";

export interface Feature {
  capabilities(client: Client): ServerCapabilities;
  register(session: Session): void;
}

export const features: Feature[] = [];
