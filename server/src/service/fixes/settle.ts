/** Many fixes as one: made pass by pass, each on what the ones before left, so that none rests on a text that is gone. */
import { Draft } from "../../../../document/draft.ts";
import { replaceNode, type TextEdit } from "../../../../document/edit.ts";
import { nodeAt } from "../../../../document/pointer.ts";
import { Analysis } from "../analysis.ts";
import { counter } from "../completion/fill.ts";
import { type DiagnosticOptions, findings } from "../diagnostics/diagnostics.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { rootSchema } from "../schema.ts";
import { type Fix, type FixOptions, fixesFor, sourceOf } from "./index.ts";
import { addField } from "./missing.ts";

export type SettleOptions = DiagnosticOptions & FixOptions;

/** Far above what any file needs: a bound, should two rules ever disagree. */
const MOST_PASSES = 100;

/** Everything that has exactly one right answer and changes nothing of what the file means. */
export function fixAll(analysis: Analysis, options: SettleOptions): TextEdit[] {
  const draft = new Draft(analysis.document.text);
  settle(draft, options, (finding, now) => fixesFor(finding, now, options).find(({ safe }) => safe));
  return draft.edits();
}

/** Every missing field, also those that become required by one that is added. */
export function addAllFields(analysis: Analysis, options: SettleOptions): TextEdit[] {
  const draft = new Draft(analysis.document.text);
  settle(draft, options, adder(options));
  return draft.edits();
}

export function removeAllWithoutEffect(analysis: Analysis, options: SettleOptions): TextEdit[] {
  const draft = new Draft(analysis.document.text);
  settle(draft, options, remover);
  return draft.edits();
}

/** The other `KafkaType`, with the fields it needs instead of those it does not; undefined where there is none yet. */
export function switchKafka(
  { document }: Analysis,
  options: FixOptions,
): { type: number; edits: TextEdit[] } | undefined {
  const node = nodeAt(document.root, ["KafkaType"]);
  if ((node?.value !== 0 && node?.value !== 1) || document.problems.length > 0) return undefined;
  const type = 1 - node.value;
  const draft = new Draft(document.text);
  draft.apply([replaceNode(node, String(type))]);
  const add = adder(options);
  settle(draft, options, (finding, now) =>
    isOfKafkaType(finding) ? (remover(finding, now) ?? add(finding, now)) : undefined,
  );
  return { type, edits: draft.edits() };
}

type Pick = (finding: Finding, analysis: Analysis) => Fix | undefined;

function settle(draft: Draft, options: SettleOptions, pick: Pick): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const analysis = new Analysis(draft.text);
    const chosen: Fix[] = [];
    for (const finding of findings(analysis, options)) {
      const fix = pick(finding, analysis);
      if (fix && !chosen.some((other) => exclude(fix, other))) chosen.push(fix);
    }
    if (chosen.length === 0) return;
    draft.apply(chosen.flatMap(({ edits }) => edits));
  }
}

/** Fixes that touch each other wait for the next pass. */
function exclude(one: Fix, other: Fix): boolean {
  if (one.creates !== undefined && one.creates === other.creates) return true;
  return one.edits.some((a) =>
    other.edits.some((b) => a.offset <= b.offset + b.length && b.offset <= a.offset + a.length),
  );
}

function adder(options: FixOptions): Pick {
  const next = counter();
  return (finding, analysis) => {
    const source = sourceOf(analysis, options);
    return source && addField(finding, source, next).next().value;
  };
}

function remover(finding: Finding, analysis: Analysis): Fix | undefined {
  return finding.data.kind === "no-effect" ? fixesFor(finding, analysis)[0] : undefined;
}

/** The fields that the conditions on `KafkaType` are about. */
const kafkaFields = new Set(
  (rootSchema.allOf ?? [])
    .filter((condition) => condition.if.properties?.KafkaType)
    .flatMap(({ "x-rule": { requires = [], noEffect = [] } }) => [...requires, ...noEffect])
    .map((dotted) => dotted.split(".")[0] ?? ""),
);

/** Whether a finding is about a field that one kind of Kafka needs and the other does not. */
export function isOfKafkaType({ data: { kind, pointer, fields: [name = ""] = [] } }: Finding): boolean {
  if (kind === "missing") return pointer === "" && kafkaFields.has(name);
  return kind === "no-effect" && pointer === `/${name}` && kafkaFields.has(name);
}
