/** `status` and `diff`: how the tasks of files are. */
import * as l10n from "@vscode/l10n";
import { type RunState, runState, runText } from "../../cloud/task/file-task.ts";
import { dotted } from "../../document/pointer.ts";
import type { CloudOptions } from "../commands/shared.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { type Colors, colorsFor, printable, printableMessage } from "../terminal.ts";
import { type DifferenceJson, differenceLines, toJson } from "./differences.ts";
import { findTaskFiles } from "./find.ts";
import { type Looked, lookAt } from "./look.ts";
import { inSession } from "./session.ts";
import { type FoundTask, withoutFile } from "./without-file.ts";

/**
 * `deleted`: the file's Id is not in its log topic. `no-file`: a task that neither the files nor those beside
 * them are of. `unknown`: could not be found out, `error` says why.
 */
type State = "in-sync" | "differs" | "deleted" | "not-created" | "no-file" | "unknown";

/** Of one file, or of a task without one: the shape of `--format json`, which is part of the interface. */
export interface Status {
  file: string | null;
  state: State;
  /** Whether the import is at work; null when that is not known. */
  status: RunState | null;
  id: string | null;
  name: string | null;
  region: string | null;
  topicId: string | null;
  differences: DifferenceJson[];
  error: { code: string; message: string } | null;
}

/** @returns `failed` only when something could not be found out. */
export async function status(paths: readonly string[], options: CloudOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, async (session) => {
    const looked = await lookAt(files, session);
    const all = [...looked.map(toStatus), ...(await withoutFile(looked, session)).map(ofTask)];
    print(all, options, (one) => statusLine(one, colorsFor(process.stdout)));
    return all.every(({ state }) => state !== "unknown") ? EXIT.ok : EXIT.failed;
  });
}

/** @returns `failed` also for every difference: `apply` would have something to do. */
export async function diff(paths: readonly string[], options: CloudOptions): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, async (session) => {
    const all = (await lookAt(files, session)).map((looked) => ({ looked, status: toStatus(looked) }));
    if (options.format === "json")
      print(
        all.map(({ status }) => status),
        options,
        () => "",
      );
    else for (const one of all) process.stdout.write(diffText(one.looked, one.status, colorsFor(process.stdout)));
    return all.every(({ status }) => status.state === "in-sync") ? EXIT.ok : EXIT.failed;
  });
}

function print(all: readonly Status[], { format }: CloudOptions, toText: (status: Status) => string): void {
  process.stdout.write(format === "json" ? `${JSON.stringify(all, undefined, 2)}\n` : all.map(toText).join(""));
}

function ofTask({ region, topicId, task }: FoundTask): Status {
  const { Id: id, Name: name } = task;
  const status = runState(task) ?? null;
  return { file: null, state: "no-file", status, id, name, region, topicId, differences: [], error: null };
}

function toStatus(looked: Looked): Status {
  const { file, task } = looked;
  const common = {
    file,
    status: null,
    id: (looked.kind === "failed" ? looked.id : looked.task.id) ?? null,
    name: task?.name || null,
    region: task?.region ?? null,
    topicId: task?.topicId ?? null,
    differences: [],
    error: null,
  };
  if (looked.kind === "failed") {
    return { ...common, state: "unknown", error: { code: "unknown", message: looked.message } };
  }
  const { state } = looked;
  if (state.kind === "not-created") return { ...common, state: "not-created" };
  if (state.kind === "absent") return { ...common, state: "deleted" };
  return { ...common, state: state.kind, status: state.run ?? null, differences: state.differences.map(toJson) };
}

function statusLine(one: Status, colors: Colors): string {
  const { file, state, status, id, name, region, topicId, differences, error } = one;
  const paint = state === "in-sync" ? colors.green : state === "unknown" ? colors.red : colors.yellow;
  const run = status === "error" ? colors.red(runText(status)) : status && runText(status);
  const fields = differences.map(({ pointer }) => dotted(pointer)).join(", ");
  // A task without a file is told apart by its name, which others may have, too.
  const where = file === null ? [printable(name ?? ""), id, region, topicId] : [printable(file), id];
  const parts = [paint(stateText(state)), run, ...where, fields, error && printableMessage(error.message)];
  return `${parts.filter(Boolean).join("  ")}\n`;
}

function diffText(looked: Looked, status: Status, colors: Colors): string {
  if (status.state === "in-sync") return "";
  const differences = looked.kind === "seen" && "differences" in looked.state ? looked.state.differences : [];
  return statusLine({ ...status, differences: [] }, colors) + differenceLines(differences, colors);
}

function stateText(state: State): string {
  switch (state) {
    case "in-sync":
      return l10n.t("in sync");
    case "differs":
      return l10n.t("differs");
    case "deleted":
      return l10n.t("deleted in the cloud");
    case "not-created":
      return l10n.t("not created");
    case "no-file":
      return l10n.t("no file");
    case "unknown":
      return l10n.t("unknown");
  }
}
