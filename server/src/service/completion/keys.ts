/** Keys to insert: what is required and missing first, what has no effect last. */
import * as l10n from "@vscode/l10n";
import { CompletionItemKind } from "vscode-languageserver-types";
import { type Applicability, applicability, applicabilityText } from "../conditions.ts";
import { documentationLink, markup, withoutMarkdown } from "../markup.ts";
import { fields, type Schema, texts } from "../schema.ts";
import type { Proposal } from "./completion.ts";
import type { CompletionContext } from "./context.ts";
import { bodyOf } from "./fill.ts";

const ORDER: Applicability["kind"][] = ["required", "expected", "optional", "no-effect"];

export function keyProposals(context: CompletionContext): Proposal[] {
  const { schema, present, held, cursor } = context;
  if (schema?.type !== "object") return [];
  return fields(schema)
    .filter(([name]) => !present.has(name))
    .map(([name, field]) => ({ name, field, applies: applicability(held, [...cursor.path, name]) }))
    .sort((a, b) => rank(a) - rank(b))
    .map((candidate) => toProposal(candidate, context));
}

interface Candidate {
  name: string;
  field: Schema;
  applies: Applicability;
}

/** Headers and the like are not what a file is about: after the parameters. */
function rank({ applies, field }: Candidate): number {
  return ORDER.indexOf(applies.kind) * 2 + Number(field["x-header"] === true);
}

function toProposal({ name, field, applies }: Candidate, { cursor, options, root }: CompletionContext): Proposal {
  const { locale, markdown } = options;
  const { title, description } = texts(field, locale);
  const why = applicabilityText(applies, name, locale);
  const remarks = applies.remarks.map(({ condition }) => texts(condition, locale).description);
  const paragraphs = [`**${title}**`, description, ...remarks, documentationLink(field, locale)];
  return {
    label: name,
    kind: CompletionItemKind.Property,
    detail: why && withoutMarkdown(why),
    note: note(applies.kind),
    documentation: markup(paragraphs, markdown),
    key: name,
    ...(!cursor.hasColon && { body: bodyOf([...cursor.path, name], root) }),
    search: title,
  };
}

function note(kind: Applicability["kind"]): string | undefined {
  switch (kind) {
    case "required":
      return l10n.t("required");
    case "expected":
      return l10n.t("recommended");
    case "no-effect":
      return l10n.t("no effect");
    case "optional":
      return undefined;
  }
}
