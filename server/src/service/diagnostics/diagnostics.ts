/** Everything there is to say about a task file, at its place. */
import * as l10n from "@vscode/l10n";
import { findNodeAtOffset } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic, DiagnosticSeverity, DiagnosticTag, Location } from "vscode-languageserver-types";
import type { RuleSettings } from "../../../../document/config.ts";
import { literalProblems } from "../../../../document/literals.ts";
import { problemMessage } from "../../../../document/messages.ts";
import type { TaskDocument } from "../../../../document/parse.ts";
import { fromPointer, pointerOf } from "../../../../document/pointer.ts";
import type { Problem, Span, SyntaxDetail } from "../../../../document/problem.ts";
import { validate } from "../../../../schemas/generated/validate.js";
import type { Analysis } from "../analysis.ts";
import { valueAt } from "../conditions.ts";
import { rangeOf } from "../range.ts";
import { prepareFor } from "../regex/engine.ts";
import { checkRules } from "../rules/index.ts";
import { patternFields } from "../rules/patterns.ts";
import { type Locale, type Severity, schemaAt } from "../schema.ts";
import { assertionFindings } from "./assertions.ts";
import { conditionFindings } from "./condition-findings.ts";
import { type Context, createContext, type Finding } from "./finding.ts";
import type { TaskSummary } from "./summary.ts";
import { unknownKeys } from "./unknown-keys.ts";

export interface DiagnosticOptions {
  locale?: Locale;
  /** Severities other than the rules' own, by rule id. */
  rules?: RuleSettings;
  /** The other task files of the workspace, for what must not be the same in two of them. */
  others?: readonly TaskSummary[];
  /** Of the file itself: others are named so that they can be told from it. */
  uri?: string;
}

/** Loads what the checks of a document need, once. Await it before {@link getDiagnostics}; undefined when all is there. */
export function prepare({ value }: Analysis): Promise<void> | undefined {
  const values = patternFields.map((name) => valueAt(value, ["LogRechargeRule", name]));
  return prepareFor(values.filter((one) => typeof one === "string"));
}

/**
 * Diagnostics in the order of the text. Never throws, whatever the text.
 * @param textDocument where positions are counted: UTF-16 code units, as in the text
 * @param analysis of the same text
 */
export function getDiagnostics(
  textDocument: TextDocument,
  analysis: Analysis,
  options: DiagnosticOptions = {},
): Diagnostic[] {
  return toDiagnostics(textDocument, findings(analysis, { uri: textDocument.uri, ...options }), options.locale ?? "en");
}

/** Findings with positions, in the order of the text. */
export function toDiagnostics(textDocument: TextDocument, found: readonly Finding[], locale: Locale): Diagnostic[] {
  return found
    .toSorted((one, other) => one.span.offset - other.span.offset)
    .map((finding) => toDiagnostic(textDocument, finding, locale));
}

/** The same without positions, in no order. */
export function findings(analysis: Analysis, { locale = "en", rules, others = [], uri }: DiagnosticOptions): Finding[] {
  const context = createContext(analysis, locale, others, uri);
  const found = [
    ...analysis.problems.map((problem) => textFinding(analysis.document, problem)),
    ...(context && !context.isWhole
      ? literalProblems(context.text, context.root).map((problem) => textFinding(context.document, problem))
      : []
    ).filter(isShowable),
    ...(context ? ofReadable([...schemaFindings(context), ...checkRules(context)], analysis.problems) : []),
  ];
  return configured(found, rules);
}

const IN_TEXT: ReadonlySet<string | undefined> = new Set<SyntaxDetail>([
  "invalid-escape",
  "invalid-unicode",
  "invalid-character",
  "unclosed-string",
]);

/** A string that cannot be read says nothing: `"(\d+)"` is no malformed pattern, and a key without an end no unknown one. */
function ofReadable(found: Finding[], problems: readonly Problem[]): Finding[] {
  const broken = problems.filter(({ code, args }) => code === "syntax" && IN_TEXT.has(args[0]));
  if (broken.length === 0) return found;
  const isIn = (inner: Span, outer: Span) =>
    outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;
  return found.filter(({ span }) => !broken.some((problem) => isIn(span, problem)));
}

/** What the schema says, without the rules it cannot express. */
export function schemaFindings(context: Context): Finding[] {
  // Of a text that says nothing else, the validator sees all.
  if (context.isWhole && validate(context.value)) return conditionFindings(context);
  const unknown = [...unknownKeys(context)];
  const found = [...unknown, ...assertionFindings(context), ...conditionFindings(context)];
  const broken = context.document.problems.some(hidesText);
  return found.filter((finding) => finding.data.kind !== "missing" || !(broken || isMisspelt(finding, unknown)));
}

/** After such a mistake nobody can tell which fields are really missing. */
function hidesText({ code, args }: Problem): boolean {
  return code === "syntax" && args[0] !== "trailing-comma";
}

/** A missing field whose misspelt key is reported already. */
function isMisspelt({ data }: Finding, unknown: Finding[]): boolean {
  return unknown.some(
    ({ data: { suggestion, belongsInto, pointer } }) =>
      suggestion === data.fields?.[0] && (belongsInto ?? parentOf(pointer)) === data.pointer,
  );
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

/** The message of a literal quotes it: of a secret field nothing may be quoted, and its type is wrong as well. */
function isShowable({ data: { pointer } }: Finding): boolean {
  return schemaAt(fromPointer(pointer))?.["x-secret"] !== true;
}

function textFinding({ root }: TaskDocument, problem: Problem): Finding {
  const { code, offset, length, related } = problem;
  const node = root && findNodeAtOffset(root, offset, true);
  const detail = code === "syntax" && { detail: problem.args[0] as SyntaxDetail };
  return {
    data: { rule: code, kind: "text", pointer: node ? pointerOf(node) : "", ...detail },
    severity: "error",
    message: problemMessage(problem),
    span: { offset, length },
    ...(related && { related: [{ message: l10n.t("The other one is here."), at: related }] }),
  };
}

/** Findings with the severities of the settings, without those of rules that are off. */
export function configured(found: Finding[], rules: RuleSettings | undefined): Finding[] {
  if (!rules || rules.size === 0) return found;
  return found.flatMap((finding) => {
    const setting = rules.get(finding.data.rule);
    if (setting === "off") return [];
    return [setting === undefined ? finding : { ...finding, severity: setting }];
  });
}

/** The protocol's numbers. The library's names for them come with a thousand others, made at each start. */
export const SEVERITIES = { error: 1, warning: 2, info: 3, hint: 4 } as const satisfies Record<
  Severity,
  DiagnosticSeverity
>;
const UNNECESSARY: DiagnosticTag = 1;

function toDiagnostic(textDocument: TextDocument, finding: Finding, locale: Locale): Diagnostic {
  const { data, severity, message, span, related = [], unnecessary } = finding;
  const location = (at: Span | Location) =>
    "uri" in at ? at : { uri: textDocument.uri, range: rangeOf(textDocument, at) };
  return {
    source: "recharge",
    code: data.rule,
    severity: SEVERITIES[severity],
    message,
    range: rangeOf(textDocument, span),
    data,
    ...(isRule(data.rule) && { codeDescription: { href: ruleLink(data.rule, locale) } }),
    ...(unnecessary && { tags: [UNNECESSARY] }),
    ...(related.length > 0 && {
      relatedInformation: related.map(({ message, at }) => ({ message, location: location(at) })),
    }),
  };
}

/** Whether a code is a rule's id, with a section in the documentation. */
export function isRule(code: string): boolean {
  return /^R\d+$/.test(code);
}

export function ruleLink(id: string, locale: Locale): string {
  const page = locale === "zh-cn" ? "rules.zh-cn.md" : "rules.md";
  return `https://github.com/cls-recharge/cls-recharge/blob/main/docs/${page}#${id.toLowerCase()}`;
}
