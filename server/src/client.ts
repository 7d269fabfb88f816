/** What the client can do, reduced to the questions the server asks. */
import { type InitializeParams, InsertTextMode } from "vscode-languageserver";
import { type Locale, localeOf } from "../../document/locale.ts";
import type { CompletionOptions } from "./service/completion/completion.ts";
import type { HoverOptions } from "./service/hover.ts";
import type { EditSupport } from "./service/workspace-edit.ts";

export interface Client {
  locale: Locale;
  /** Workspace folders as URIs, outermost first. */
  folders: string[];
  hasWorkspaceFolders: boolean;
  /** Asks for diagnostics itself. Otherwise they are sent to it. */
  pullsDiagnostics: boolean;
  canRefreshDiagnostics: boolean;
  canBeAskedForConfiguration: boolean;
  canRegister: { configuration: boolean; watchedFiles: boolean };
  completion: Omit<CompletionOptions, "locale">;
  hover: Omit<HoverOptions, "locale">;
  hierarchicalSymbols: boolean;
  /** Takes code actions with edits; others know commands only. */
  codeActionLiterals: boolean;
  edits: EditSupport;
  /** Commands the client has: only these may be offered. */
  commands: ReadonlySet<string>;
  /** What `initializationOptions.settings` holds: for clients that cannot be asked for configuration. */
  initialSettings: unknown;
}

export function describeClient({ capabilities, locale, ...params }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const item = textDocument?.completion?.completionItem;
  const options: { commands?: unknown; settings?: unknown } = params.initializationOptions ?? {};
  return {
    locale: localeOf(locale ?? ""),
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []),
    hasWorkspaceFolders: workspace?.workspaceFolders === true,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    canRefreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    canBeAskedForConfiguration: workspace?.configuration === true,
    canRegister: {
      configuration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
      watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    },
    completion: {
      snippets: item?.snippetSupport === true,
      markdown: item?.documentationFormat?.includes("markdown") === true,
      labelDetails: item?.labelDetailsSupport === true,
      insertTextMode: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    },
    hover: { markdown: textDocument?.hover?.contentFormat?.includes("markdown") === true },
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    edits: {
      versioned: workspace?.workspaceEdit?.documentChanges === true,
      snippets: workspace?.workspaceEdit?.snippetEditSupport === true,
    },
    commands: new Set(Array.isArray(options.commands) ? options.commands.map(String) : []),
    initialSettings: options.settings,
  };
}
