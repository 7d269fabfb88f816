/** `apply`: creates what is missing and updates what differs, after a plan. */
import * as l10n from "@vscode/l10n";
import { immutableFields } from "../../cloud/inspect.ts";
import { confirm } from "../ask.ts";
import type { ApplyOptions } from "../commands/apply.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { colorsFor, tell } from "../terminal.ts";
import { differenceLines } from "./differences.ts";
import { findTaskFiles } from "./find.ts";
import { type Planned, planFiles } from "./plan.ts";
import { isGood, plainResult, printResults, type Result } from "./results.ts";
import { inSession, type Session } from "./session.ts";
import { showPlan } from "./show-plan.ts";
import { carryOut, streams } from "./work.ts";

export async function apply(paths: readonly string[], options: ApplyOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, (session) => run(files, options, session));
}

type Existing = Extract<Planned, { kind: "exists" }>;

async function run(files: readonly string[], options: ApplyOptions, session: Session): Promise<ExitCode> {
  const planned = await planFiles(files, session);
  await showPlan(planned, session.account);
  const creates = planned.filter((plan) => plan.kind === "create");
  const updates = planned.filter((plan) => plan.kind === "exists").filter((plan) => isToUpdate(plan, options));
  for (const plan of updates) showUpdate(plan);
  const work = [...creates, ...updates];
  const mayRun = !options.dryRun && planned.every(({ kind }) => kind !== "invalid") && work.length > 0;
  const agreed = mayRun && (options.yes || (await confirmed(creates.length, updates.length, session)));
  const done = agreed ? await carryOut(work, session, options) : new Map<string, Result>();
  const results = planned.map((plan) => done.get(plan.file) ?? untouched(plan, options));
  printResults(results, options.format, new Set(streams(options) ? done.keys() : []));
  return results.every(isGood) ? EXIT.ok : EXIT.failed;
}

/** What differs, and with `--force` what does not: a password that has changed cannot be seen. */
function isToUpdate({ differences, operation }: Existing, { force }: ApplyOptions): boolean {
  return (force || differences.length > 0) && immutableFields(operation).length === 0;
}

function showUpdate({ file, differences }: Existing): void {
  tell(`${l10n.t("{0} would change:", file)}\n${differenceLines(differences, colorsFor(process.stderr)).trimEnd()}`);
}

function confirmed(creates: number, updates: number, { signal }: Session): Promise<boolean> {
  return confirm(l10n.t("Tasks to create: {0}, to update: {1}. Go ahead?", creates, updates), signal);
}

function untouched(plan: Planned, { dryRun, force }: ApplyOptions): Result {
  const nothing = (id: string | null) =>
    plainResult(plan.file, "cancelled", id, l10n.t("Nothing was sent for this file."));
  switch (plan.kind) {
    case "create":
      return dryRun ? plainResult(plan.file, "create", null) : nothing(null);
    case "exists": {
      const fields = plan.differences.length > 0 ? immutableFields(plan.operation) : [];
      if (fields.length > 0) return { ...plainResult(plan.file, "refused", plan.id), error: fixed(fields, plan.file) };
      if (plan.differences.length === 0 && !force) return plainResult(plan.file, "unchanged", plan.id);
      return dryRun ? plainResult(plan.file, "update", plan.id) : nothing(plan.id);
    }
    case "uncompared":
      return plainResult(plan.file, "refused", plan.id, l10n.t("It could not be compared: {0}", plan.note));
    case "gone":
      return plainResult(
        plan.file,
        "gone",
        plan.id,
        l10n.t("The task with this Id is not in the cloud any more. Remove the Id to create another."),
      );
    case "invalid":
      return plainResult(plan.file, "invalid", null, plan.message);
  }
}

/** What ModifyKafkaRecharge has no parameter for can only be had by another task, and that loses or repeats data. */
function fixed(fields: string[], file: string): { code: string; message: string } {
  const message = l10n.t(
    "These fields cannot be changed once a task exists: {0}. Put them back, or delete the task and create another: cls-recharge delete {1}, then cls-recharge submit {1}. With Offset -1 what arrives in between is lost; with -2 everything that Kafka still has is imported again.",
    fields.join(", "),
    file,
  );
  return { code: "immutable", message };
}
