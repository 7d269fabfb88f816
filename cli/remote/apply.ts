/** `apply`: creates what is missing and updates what differs, after a plan. */
import * as l10n from "@vscode/l10n";
import { immutableFields } from "../../cloud/operation/inspect.ts";
import { replacementCosts } from "../../cloud/operation/replace.ts";
import { confirm, typed } from "../ask.ts";
import type { ApplyOptions } from "../commands/apply.ts";
import type { ExitCode } from "../exit.ts";
import { colorsFor, printable, tell } from "../terminal.ts";
import { differenceLines } from "./differences.ts";
import { findTaskFiles } from "./find.ts";
import { type Planned, planFiles } from "./plan.ts";
import { goneResult, notBegun, plainResult, type Result } from "./results.ts";
import { inSession, type Session } from "./session.ts";
import { showPlan } from "./show-plan.ts";
import { carryOut, conclude } from "./work.ts";

export async function apply(paths: readonly string[], options: ApplyOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, (session) => run(files, options, session));
}

type Existing = Extract<Planned, { kind: "exists" }>;

async function run(files: readonly string[], options: ApplyOptions, session: Session): Promise<ExitCode> {
  const planned = await planFiles(files, session);
  await showPlan(planned, session.account);
  const creates = planned.filter((plan) => plan.kind === "create");
  const existing = planned.filter((plan) => plan.kind === "exists");
  const updates = existing.filter((plan) => changeFor(plan, options) === "update");
  const replaced = existing.filter((plan) => changeFor(plan, options) === "replace");
  for (const plan of updates) showUpdate(plan);
  showReplaced(replaced);
  const work = [...creates, ...updates, ...replaced.map((plan) => ({ ...plan, replaces: true }))];
  const blocked = planned.some(({ kind }) => kind === "invalid");
  const mayRun = !options.dryRun && !blocked && work.length > 0;
  const agreed = mayRun && (options.yes || (await confirmed(creates.length, updates.length, replaced, session)));
  const done = await carryOut(agreed ? work : [], session, options);
  const results = planned.map((plan) => done.get(plan.file) ?? untouched(plan, { ...options, blocked }));
  return conclude(results, done, options);
}

/** What to do about a task. With `--force` also what does not differ: a password that has changed cannot be seen. */
function changeFor(
  { differences, operation }: Existing,
  { force, replace }: ApplyOptions,
): "update" | "replace" | "refuse" | "nothing" {
  if (differences.length === 0) return force ? "update" : "nothing";
  if (immutableFields(operation).length === 0) return "update";
  return replace ? "replace" : "refuse";
}

function showUpdate({ file, differences }: Existing): void {
  const name = printable(file);
  if (differences.length === 0) tell(l10n.t("{0} would be sent again as it is.", name));
  else {
    const lines = differenceLines(differences, colorsFor(process.stderr)).trimEnd();
    tell(`${l10n.t("{0} would change:", name)}\n${lines}`);
  }
}

function showReplaced(replaced: readonly Existing[]): void {
  if (replaced.length === 0) return;
  const colors = colorsFor(process.stderr);
  for (const { file, differences, operation } of replaced) {
    const fields = immutableFields(operation).join(", ");
    const title = l10n.t("{0} would be deleted and created again, because of {1}:", printable(file), fields);
    tell(`${title}\n${differenceLines(differences, colors).trimEnd()}`);
  }
  for (const cost of replacementCosts()) tell(colors.red(cost));
}

/** What ends has to be typed, as for `delete`. */
function confirmed(
  creates: number,
  updates: number,
  replaced: readonly Existing[],
  { signal }: Session,
): Promise<boolean> {
  const [first] = replaced;
  if (!first) return confirm(l10n.t("Tasks to create: {0}, to update: {1}. Go ahead?", creates, updates), signal);
  const expected = replaced.length === 1 ? printable(first.operation.name) : `replace ${replaced.length}`;
  const question = l10n.t(
    "Tasks to create: {0}, to update: {1}, to delete and create again: {2}. Type “{3}” to go ahead:",
    creates,
    updates,
    replaced.length,
    expected,
  );
  return typed(question, expected, signal);
}

function untouched(plan: Planned, options: ApplyOptions & { blocked: boolean }): Result {
  switch (plan.kind) {
    case "create":
      return notBegun(plan.file, "create", null, options);
    case "exists": {
      const change = changeFor(plan, options);
      if (change === "nothing") return plainResult(plan.file, "unchanged", plan.id);
      if (change === "refuse") return { ...plainResult(plan.file, "refused", plan.id), error: fixed(plan) };
      return notBegun(plan.file, change, plan.id, options);
    }
    case "uncompared":
      return plainResult(plan.file, "refused", plan.id, l10n.t("It could not be compared: {0}", plan.note));
    case "gone":
      return goneResult(plan.file, plan.id);
    case "invalid":
      return plainResult(plan.file, "invalid", null, plan.message);
  }
}

/** What ModifyKafkaRecharge has no parameter for can only be had by another task, and that loses or repeats data. */
function fixed({ operation }: Existing): { code: string; message: string } {
  const fields = immutableFields(operation).join(", ");
  const message = l10n.t(
    "These fields cannot be changed once a task exists: {0}. Put them back, or give --replace to delete the task and create another. With Offset -1 what arrives in between is lost; with -2 everything that Kafka still has is imported again.",
    fields,
  );
  return { code: "immutable", message };
}
