/** `pause`, `resume` and `delete`: the same way for all three. */
import * as l10n from "@vscode/l10n";
import type { ChangeOperation, CloudTask } from "../../cloud/operation/operation.ts";
import { confirm, typed } from "../ask.ts";
import type { ChangeKind } from "../commands/change.ts";
import type { SubmitOptions } from "../commands/submit.ts";
import type { ExitCode } from "../exit.ts";
import { colorsFor, printable, tell } from "../terminal.ts";
import { findTaskFiles } from "./find.ts";
import { type Looked, lookAt } from "./look.ts";
import { type Action, goneResult, notBegun, plainResult, type Result } from "./results.ts";
import { inSession, type Session } from "./session.ts";
import { showAccount } from "./show-plan.ts";
import { carryOut, conclude, type Work } from "./work.ts";

export async function change(kind: ChangeKind, paths: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, (session) => run(kind, files, options, session));
}

type Planned = Work & { operation: ChangeOperation };

async function run(
  kind: ChangeKind,
  files: readonly string[],
  options: SubmitOptions,
  session: Session,
): Promise<ExitCode> {
  const looked = await lookAt(files, session);
  const work = looked.flatMap((one) => plan(kind, one, session) ?? []);
  showWork(kind, work, session);
  // A file that is not understood may be one that was meant.
  const blocked = looked.some(({ kind }) => kind === "failed");
  const mayRun = !options.dryRun && !blocked && work.length > 0;
  const agreed = mayRun && (options.yes || (await confirmed(kind, work, session)));
  const done = await carryOut(agreed ? work : [], session, options);
  const isPlanned = (file: string) => work.some((one) => one.file === file);
  const results = looked.map((one) => {
    return (
      done.get(one.file) ?? (isPlanned(one.file) ? left(kind, one, { ...options, blocked }) : untouched(kind, one))
    );
  });
  return conclude(results, done, options);
}

/** Undefined when there is nothing to do or to be done about a file. */
function plan(kind: ChangeKind, looked: Looked, { connection }: Session): Planned | undefined {
  if (looked.kind === "failed" || looked.state.kind === "not-created") return undefined;
  const { file, taskFile, text, state, task, topicId } = looked;
  // A task that somebody else deleted leaves an Id to remove.
  if (state.kind === "absent" && kind !== "delete") return undefined;
  if (state.kind !== "absent" && isDone(kind, state.run)) return undefined;
  const { id } = state;
  const base: CloudTask = state.kind === "absent" ? { Id: id, Name: task.name } : state.task;
  const target = connection.target(task.region);
  const operation: ChangeOperation = { kind, target, text, id, topicId, name: base.Name, base };
  return { file, taskFile, operation };
}

function isDone(kind: ChangeKind, run: string | undefined): boolean {
  return (kind === "pause" && run === "paused") || (kind === "resume" && run === "running");
}

function showWork(kind: ChangeKind, work: readonly Planned[], { account }: Session): void {
  showAccount(account);
  const { bold } = colorsFor(process.stderr);
  for (const { file, operation } of work) {
    const { name, topicId, target } = operation;
    const where = l10n.t("“{0}” in {1}, log topic {2}", name, target.region, topicId);
    tell(`  ${bold(kind)} ${printable(file)}  ${printable(where)}`);
  }
}

function confirmed(kind: ChangeKind, work: readonly Planned[], { signal }: Session): Promise<boolean> {
  const count = work.length;
  switch (kind) {
    case "pause":
      return confirm(count === 1 ? l10n.t("Pause 1 task?") : l10n.t("Pause {0} tasks?", count), signal);
    case "resume":
      return confirm(count === 1 ? l10n.t("Resume 1 task?") : l10n.t("Resume {0} tasks?", count), signal);
    case "delete": {
      const expected = count === 1 ? printable(work[0]?.operation.name ?? "") : `delete ${count}`;
      const question =
        count === 1
          ? l10n.t("The import ends for good. Type the task's name to delete it ({0}):", expected)
          : l10n.t("{0} imports end for good. Type “{1}” to delete them:", count, expected);
      return typed(question, expected, signal);
    }
  }
}

function left(kind: ChangeKind, looked: Looked, options: SubmitOptions & { blocked: boolean }): Result {
  const id = (looked.kind === "seen" ? looked.task.id : undefined) ?? null;
  return notBegun(looked.file, kind, id, options);
}

function untouched(kind: ChangeKind, looked: Looked): Result {
  const { file } = looked;
  const result = (action: Action, id: string | null, message?: string) => plainResult(file, action, id, message);
  if (looked.kind === "failed") return result("invalid", looked.task?.id ?? null, looked.message);
  const { state } = looked;
  switch (state.kind) {
    case "not-created":
      if (kind === "delete") return result("unchanged", null);
      return result("not-created", null, l10n.t("The file has no Id, so there is no task to change."));
    case "absent":
      return goneResult(file, state.id);
    default:
      return result("unchanged", state.id);
  }
}
