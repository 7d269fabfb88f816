/** Quick fixes for what is reported at a place, and what can be done with the whole file. */
import * as l10n from "@vscode/l10n";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
} from "vscode-languageserver-types";
import type { TextEdit } from "../../../document/edit.ts";
import { findProperty } from "../../../document/effective.ts";
import type { Span } from "../../../document/problem.ts";
import type { Analysis } from "./analysis.ts";
import { findings, isRule } from "./diagnostics/diagnostics.ts";
import type { Finding } from "./diagnostics/finding.ts";
import { type Fix, fixesFor } from "./fixes/index.ts";
import {
  addAllFields,
  fixAll,
  isOfKafkaType,
  removeAllWithoutEffect,
  type SettleOptions,
  switchKafka,
} from "./fixes/settle.ts";
import { sortKeys } from "./sort-keys.ts";
import { type EditSupport, workspaceEdit } from "./workspace-edit.ts";

const FIX_ALL = `${CodeActionKind.SourceFixAll}.recharge`;
const SORT_KEYS = `${CodeActionKind.Source}.sortKeys.recharge`;
export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL, SORT_KEYS];

const SET_SEVERITY = "recharge.setRuleSeverity";

export interface CodeActionOptions extends SettleOptions {
  commands: ReadonlySet<string>;
  edits: EditSupport;
}

/**
 * What can be done about the findings that touch a range, the likeliest first. Actions on the whole file are given only when they are asked for.
 * @param analysis of the same text as `text`
 */
export function codeActions(
  text: TextDocument,
  analysis: Analysis,
  range: Range,
  { only, diagnostics }: CodeActionContext,
  options: CodeActionOptions,
): CodeAction[] {
  const asked = (kind: string) => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const request: Request = { text, analysis, range, diagnostics, options: { ...options, uri: text.uri } };
  return [
    ...(asked(CodeActionKind.QuickFix) ? quickFixes(request) : []),
    ...(asked(CodeActionKind.RefactorRewrite) ? rewrites(request) : []),
    ...(only && asked(FIX_ALL) ? wholeFile(request, FIX_ALL) : []),
    ...(only && asked(SORT_KEYS) ? wholeFile(request, SORT_KEYS) : []),
  ];
}

interface Request {
  text: TextDocument;
  analysis: Analysis;
  range: Range;
  /** Those the client shows at the range. */
  diagnostics: readonly Diagnostic[];
  options: CodeActionOptions;
}

function quickFixes(request: Request): CodeAction[] {
  const { analysis, options } = request;
  const all = findings(analysis, options);
  const here = all.filter((finding) => overlaps(request, finding.span));
  const actions = new Map<string, CodeAction>();
  for (const finding of here) {
    for (const fix of fixesFor(finding, analysis, options)) {
      // Several findings of one text may have one fix.
      const key = JSON.stringify([fix.title, fix.edits]);
      const known = actions.get(key);
      const diagnostics = [...(known?.diagnostics ?? []), ...shown(request, finding)];
      actions.set(key, { ...(known ?? toAction(request, fix)), ...(diagnostics.length > 0 && { diagnostics }) });
    }
  }
  const likeliestFirst = [...actions.values()].sort((a, b) => Number(b.isPreferred ?? 0) - Number(a.isPreferred ?? 0));
  return [...likeliestFirst, ...forMany(request, all, here), ...severities(request, here)];
}

function toAction({ text, options }: Request, { title, edits, preferred, command }: Fix): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    ...(preferred && { isPreferred: true }),
    ...(edits.length > 0 && { edit: workspaceEdit(text, edits, options.edits) }),
    ...(command && { command }),
  };
}

/** What concerns more than one finding, where one of them is here. */
function forMany(request: Request, all: readonly Finding[], here: readonly Finding[]): CodeAction[] {
  const { analysis, options } = request;
  const several = (kind: string) =>
    here.some(({ data }) => data.kind === kind) && all.filter(({ data }) => data.kind === kind).length > 1;
  return [
    ...(several("missing")
      ? action(request, l10n.t("Add all missing fields"), () => addAllFields(analysis, options))
      : []),
    ...(several("no-effect")
      ? action(request, l10n.t("Remove all fields without effect"), () => removeAllWithoutEffect(analysis, options))
      : []),
    ...(here.some(isOfKafkaType) ? switchOf(request, CodeActionKind.QuickFix) : []),
  ];
}

function action(request: Request, title: string, make: () => TextEdit[], kind: string = CodeActionKind.QuickFix) {
  const edits = make();
  return edits.length === 0 ? [] : [{ ...toAction(request, { title, edits }), kind }];
}

function switchOf(request: Request, kind: string): CodeAction[] {
  const found = switchKafka(request.analysis, request.options);
  if (!found) return [];
  const title =
    found.type === 0
      ? l10n.t("Use CKafka: an instance instead of an address")
      : l10n.t("Use the customer's Kafka: an address instead of an instance");
  return action(request, title, () => found.edits, kind);
}

function severities({ text, options }: Request, here: readonly Finding[]): CodeAction[] {
  if (!options.commands.has(SET_SEVERITY)) return [];
  const rules = new Set(here.map(({ data }) => data.rule).filter(isRule));
  return [...rules].map((rule) => {
    const title = l10n.t("Change the severity of {0} in this workspace…", rule);
    return {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: SET_SEVERITY, arguments: [rule, text.uri] },
    };
  });
}

/** At `KafkaType`, whether something is wrong or not. */
function rewrites(request: Request): CodeAction[] {
  const { analysis, options } = request;
  const property = findProperty(analysis.document.root, "KafkaType")?.node;
  if (!property || !overlaps(request, property)) return [];
  const offered = findings(analysis, options).some(
    (finding) => overlaps(request, finding.span) && isOfKafkaType(finding),
  );
  return offered ? [] : switchOf(request, CodeActionKind.RefactorRewrite);
}

function wholeFile(request: Request, kind: typeof FIX_ALL | typeof SORT_KEYS): CodeAction[] {
  const { analysis, options } = request;
  return kind === FIX_ALL
    ? action(request, l10n.t("Fix everything that has one right answer"), () => fixAll(analysis, options), kind)
    : action(request, l10n.t("Sort keys as in the documentation"), () => sortKeys(analysis.document), kind);
}

function overlaps({ text, range }: Request, { offset, length }: Span): boolean {
  return offset <= text.offsetAt(range.end) && text.offsetAt(range.start) <= offset + length;
}

/** The client's diagnostics that say what a finding says. */
function shown({ text, diagnostics }: Request, { data, span }: Finding): Diagnostic[] {
  return diagnostics.filter(
    ({ code, range, data: other }) =>
      code === data.rule &&
      text.offsetAt(range.start) === span.offset &&
      (other?.pointer ?? data.pointer) === data.pointer &&
      (other?.fields?.[0] ?? data.fields?.[0]) === data.fields?.[0],
  );
}
