/** `submit`: plan, question, work, results. */
import * as l10n from "@vscode/l10n";
import { confirm } from "../ask.ts";
import type { SubmitOptions } from "../commands/submit.ts";
import type { ExitCode } from "../exit.ts";
import { findTaskFiles } from "./find.ts";
import { type Planned, planFiles } from "./plan.ts";
import { goneResult, notBegun, plainResult, type Result } from "./results.ts";
import { inSession, type Session } from "./session.ts";
import { showPlan } from "./show-plan.ts";
import { carryOut, conclude } from "./work.ts";

export async function submit(paths: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, (session) => run(files, options, session));
}

async function run(files: readonly string[], options: SubmitOptions, session: Session): Promise<ExitCode> {
  const planned = await planFiles(files, session);
  await showPlan(planned, session.account);
  const creates = planned.filter((plan) => plan.kind === "create");
  const blocked = planned.some(({ kind }) => kind === "invalid");
  const mayRun = !options.dryRun && !blocked && creates.length > 0;
  const agreed = mayRun && (options.yes || (await confirmed(creates.length, session)));
  const done = await carryOut(agreed ? creates : [], session, options);
  const results = planned.map((plan) => done.get(plan.file) ?? untouched(plan, { ...options, blocked }));
  return conclude(results, done, options);
}

function confirmed(count: number, { signal }: Session): Promise<boolean> {
  const question = count === 1 ? l10n.t("Create 1 task?") : l10n.t("Create {0} tasks?", count);
  return confirm(question, signal);
}

function untouched(plan: Planned, options: SubmitOptions & { blocked: boolean }): Result {
  switch (plan.kind) {
    case "create":
      return notBegun(plan.file, "create", null, options);
    case "exists":
    case "uncompared":
      return plainResult(plan.file, "exists", plan.id);
    case "gone":
      return goneResult(plan.file, plan.id);
    case "invalid":
      return plainResult(plan.file, "invalid", null, plan.message);
  }
}
