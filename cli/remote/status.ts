/** `status` and `diff`: how the tasks of files are. */
import * as l10n from "@vscode/l10n";
import type { RunState } from "../../cloud/file-task.ts";
import type { StatusOptions } from "../commands/status.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { type Colors, colorsFor, printable } from "../terminal.ts";
import { type DifferenceJson, differenceLines, dotted, toJson } from "./differences.ts";
import { findTaskFiles } from "./find.ts";
import { type Looked, lookAt } from "./look.ts";
import { inSession } from "./session.ts";

/** `deleted`: the file's Id is not in its log topic. `unknown`: could not be found out, `error` says why. */
type State = "in-sync" | "differs" | "deleted" | "not-created" | "unknown";

/** Of one file: the shape of `--format json`, which is part of the interface. */
export interface Status {
  file: string;
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
export function status(paths: readonly string[], options: StatusOptions): Promise<ExitCode> {
  return show(paths, options, statusLine, (all) => all.every(({ state }) => state !== "unknown"));
}

/** @returns `failed` also for every difference: `apply` would have something to do. */
export function diff(paths: readonly string[], options: StatusOptions): Promise<ExitCode> {
  return show(paths, options, diffText, (all) => all.every(({ state }) => state === "in-sync"));
}

async function show(
  paths: readonly string[],
  options: StatusOptions,
  toText: (looked: Looked, status: Status, colors: Colors) => string,
  isFine: (all: readonly Status[]) => boolean,
): Promise<ExitCode> {
  const files = await findTaskFiles(paths);
  return await inSession(options, async (session) => {
    const looked = await lookAt(files, session);
    const all = looked.map(toStatus);
    if (options.format === "json") process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
    else {
      const colors = colorsFor(process.stdout);
      for (const one of looked) process.stdout.write(toText(one, toStatus(one), colors));
    }
    return isFine(all) ? EXIT.ok : EXIT.failed;
  });
}

function toStatus(looked: Looked): Status {
  const { file, task } = looked;
  const common = {
    file,
    status: null,
    id: task?.id ?? null,
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

function statusLine(_looked: Looked, { file, state, status, id, differences, error }: Status, colors: Colors): string {
  const paint = state === "in-sync" ? colors.green : state === "unknown" ? colors.red : colors.yellow;
  const run = status === "error" ? colors.red(runText(status)) : status && runText(status);
  const fields = differences.map(({ pointer }) => dotted(pointer)).join(", ");
  const parts = [paint(stateText(state)), run, printable(file), id, fields, error && printable(error.message)];
  return `${parts.filter(Boolean).join("  ")}\n`;
}

function diffText(looked: Looked, status: Status, colors: Colors): string {
  if (status.state === "in-sync") return "";
  const differences = looked.kind === "seen" && "differences" in looked.state ? looked.state.differences : [];
  return statusLine(looked, { ...status, differences: [] }, colors) + differenceLines(differences, colors);
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
    case "unknown":
      return l10n.t("unknown");
  }
}

function runText(run: RunState): string {
  switch (run) {
    case "running":
      return l10n.t("running");
    case "paused":
      return l10n.t("paused");
    case "error":
      return l10n.t("in error");
  }
}
