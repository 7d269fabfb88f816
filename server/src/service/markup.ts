/** Documentation texts. What comes from the file never gets into Markdown unescaped. */
import * as l10n from "@vscode/l10n";
import { type MarkupContent, MarkupKind } from "vscode-languageserver-types";
import { type Locale, type Schema, texts } from "./schema.ts";

/** Paragraphs as Markdown, or without its signs for clients that show text as it is. */
export function markup(paragraphs: (string | undefined)[], markdown: boolean): MarkupContent {
  const value = paragraphs.filter(Boolean).join("\n\n");
  return markdown
    ? { kind: MarkupKind.Markdown, value }
    : { kind: MarkupKind.PlainText, value: withoutMarkdown(value) };
}

/** A link to the official documentation of a field. */
export function documentationLink(schema: Schema, locale: Locale): string | undefined {
  const link = texts(schema, locale)["x-link"];
  return link === undefined ? undefined : `[${l10n.t("Documentation")}](${link})`;
}

/** Our own texts use nothing but `code`, **bold** and [links](…). */
export function withoutMarkdown(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, "$1 $2")
    .replace(/\*\*/g, "")
    .replace(/`/g, "");
}
