/** What the server can do besides diagnostics: one entry per capability. */
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  SelectionRange,
  SemanticTokens,
  ServerCapabilities,
  SymbolInformation,
  TextEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "./client.ts";
import { checkable } from "./diagnostics.ts";
import { CODE_ACTION_KINDS, codeActions } from "./service/code-actions.ts";
import { codeLenses } from "./service/code-lens.ts";
import { complete } from "./service/completion/completion.ts";
import { foldingRanges } from "./service/folding.ts";
import { formattingEdits } from "./service/formatting.ts";
import { hover } from "./service/hover.ts";
import { inlayHints } from "./service/inlay-hints.ts";
import { documentLinks } from "./service/links.ts";
import { selectionRange } from "./service/selection.ts";
import { LEGEND, semanticTokens } from "./service/semantic-tokens.ts";
import { documentSymbols, flatSymbols } from "./service/symbols.ts";
import type { Session } from "./session.ts";

export interface Feature {
  capabilities(client: Client): ServerCapabilities;
  register(session: Session): void;
}

const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ['"', ":", " "], completionItem: { labelDetailsSupport: true } },
  }),
  register(session) {
    const { locale, completion } = session.client;
    session.connection.onCompletion(
      session.answer([] as CompletionItem[], ({ text }, { position, context }) => {
        const offset = text.offsetAt(position);
        if (context?.triggerCharacter === " " && !isBeforeValue(text, offset)) return [];
        return complete(text, offset, { locale, ...completion });
      }),
    );
  },
};

/** Of the places where a blank is typed, the one at which a list helps: the next key would close that of the colon. */
function isBeforeValue(text: TextDocument, offset: number): boolean {
  return text.getText().slice(Math.max(0, offset - 2), offset) === ": ";
}

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

const symbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: true }),
  register(session) {
    const { locale, hierarchicalSymbols } = session.client;
    session.connection.onDocumentSymbol(
      session.answer([] as DocumentSymbol[] | SymbolInformation[], ({ text, analysis }) =>
        hierarchicalSymbols ? documentSymbols(text, analysis, locale) : flatSymbols(text, analysis, locale),
      ),
    );
  },
};

const folding: Feature = {
  capabilities: () => ({ foldingRangeProvider: true }),
  register(session) {
    session.connection.onFoldingRanges(session.answer([] as FoldingRange[], ({ text }) => foldingRanges(text)));
  },
};

const selection: Feature = {
  capabilities: () => ({ selectionRangeProvider: true }),
  register(session) {
    session.connection.onSelectionRanges(
      session.answer([] as SelectionRange[], ({ text, analysis }, { positions }) =>
        positions.map((position) => selectionRange(text, analysis, position)),
      ),
    );
  },
};

const formatting: Feature = {
  capabilities: () => ({ documentFormattingProvider: true, documentRangeFormattingProvider: true }),
  register(session) {
    session.connection.onDocumentFormatting(
      session.answer([] as TextEdit[], ({ text }, { options }) => formattingEdits(text, options)),
    );
    session.connection.onDocumentRangeFormatting(
      session.answer([] as TextEdit[], ({ text }, { options, range }) => formattingEdits(text, options, range)),
    );
  },
};

const fixes: Feature = {
  capabilities: ({ codeActionLiterals }) =>
    codeActionLiterals ? { codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS } } : {},
  register(session) {
    const { locale, commands, edits } = session.client;
    session.connection.onCodeAction(
      session.answer([] as CodeAction[], async (_, { textDocument, range, context }) => {
        const found = await checkable(session, textDocument.uri);
        if (!found) return [];
        const { text, analysis } = found.document;
        const others = session.workspace.others(text.uri);
        return codeActions(text, analysis, range, context, { locale, others, rules: found.rules, commands, edits });
      }),
    );
  },
};

const links: Feature = {
  capabilities: () => ({ documentLinkProvider: {} }),
  register(session) {
    session.connection.onDocumentLinks(
      session.answer([] as DocumentLink[], ({ text, analysis }) => documentLinks(text, analysis)),
    );
  },
};

const placeholders: Feature = {
  capabilities: () => ({ semanticTokensProvider: { legend: LEGEND, full: true } }),
  register(session) {
    session.connection.languages.semanticTokens.on(
      session.answer({ data: [] } as SemanticTokens, ({ text, analysis }) => semanticTokens(text, analysis)),
    );
  },
};

const lenses: Feature = {
  capabilities: () => ({ codeLensProvider: {} }),
  register(session) {
    session.connection.onCodeLens(
      session.answer([] as CodeLens[], ({ text, analysis }) => codeLenses(text, analysis, session.client.commands)),
    );
  },
};

const hints: Feature = {
  capabilities: () => ({ inlayHintProvider: true }),
  register(session) {
    session.connection.languages.inlayHint.on(
      session.answer([] as InlayHint[], ({ text, analysis }, { range }) =>
        inlayHints(text, analysis, range, session.client.locale),
      ),
    );
  },
};

export const features: Feature[] = [
  completion,
  hovers,
  symbols,
  folding,
  selection,
  formatting,
  fixes,
  links,
  placeholders,
  lenses,
  hints,
];
