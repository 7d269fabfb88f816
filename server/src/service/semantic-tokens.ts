/** Colours for placeholders, `${env:NAME}` and `${secret:NAME}`: where the value comes from, and its name. */
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SemanticTokens, SemanticTokensLegend } from "vscode-languageserver-types";
import { properties } from "../../../document/effective.ts";
import { findPlaceholders } from "../../../document/placeholders.ts";
import type { Analysis } from "./analysis.ts";

export const LEGEND: SemanticTokensLegend = { tokenTypes: ["keyword", "variable"], tokenModifiers: [] };

const KEYWORD = 0;
const VARIABLE = 1;

export function semanticTokens(text: TextDocument, { document }: Analysis): SemanticTokens {
  const tokens: { offset: number; length: number; type: number }[] = [];
  const visit = (node: Node | undefined): void => {
    if (node?.type === "string") tokens.push(...placeholderTokens(document.text, node));
    if (node?.type === "array") node.children?.forEach(visit);
    for (const { value } of properties(node)) visit(value);
  };
  visit(document.root);
  return { data: encode(text, tokens) };
}

/** Found in the literal, not in its value: escapes would shift the places. */
function placeholderTokens(source: string, { offset, length }: Node) {
  return findPlaceholders(source.slice(offset, offset + length)).flatMap(({ kind, name, offset: at }) => {
    const start = offset + at + "${".length;
    return [
      { offset: start, length: kind.length, type: KEYWORD },
      { offset: start + kind.length + 1, length: name.length, type: VARIABLE },
    ];
  });
}

/** Five numbers each, as LSP has them: lines and characters relative to the token before. */
function encode(text: TextDocument, tokens: { offset: number; length: number; type: number }[]): number[] {
  let line = 0;
  let character = 0;
  return tokens.flatMap(({ offset, length, type }) => {
    const at = text.positionAt(offset);
    const delta = [at.line - line, at.line === line ? at.character - character : at.character];
    line = at.line;
    character = at.character;
    return [...delta, length, type, 0];
  });
}
