/** How the task of a file is, as far as this window knows. */
import * as vscode from "vscode";
import type { TaskList } from "../../cloud/operation/ports.ts";
import { type FileState, type FileTask, FileTaskError, readFileTask, stateOf } from "../../cloud/task/file-task.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import type { Placeholder } from "../../document/placeholders.ts";

/**
 * `not-created`: the file has no Id. `absent`: its task was deleted in the cloud. `in-sync`, `differs`: with the task,
 * its run state and the differences. `unknown`: `message` says why, for a person.
 */
export type TaskState = FileState | UnknownState;

interface UnknownState {
  readonly kind: "unknown";
  readonly id: string | undefined;
  readonly why: Why;
  readonly message: string;
}

/**
 * `not-asked`: nobody asked the cloud yet. `asking`: the answer is on its way. `signed-out`: nobody is signed in.
 * `account`, `endpoint`: it cannot be used. `untrusted`: the workspace is. `cloud`: no answer, or one that does not say. `file`: its
 * text does not say where its task is.
 */
export type Why = "not-asked" | "asking" | "signed-out" | "account" | "endpoint" | "untrusted" | "cloud" | "file";

/** Why nothing is asked, whatever the file. */
export type Obstacle = Pick<UnknownState, "why" | "message">;

/** What the cloud last said of a log topic; undefined when it was not asked. */
export type Answer =
  | { readonly kind: "asking" }
  /** `asked`: when the question was put, as `performance.now()`. */
  | { readonly kind: "listed"; readonly list: TaskList; readonly asked: number }
  | { readonly kind: "failed"; readonly message: string };

/** A task file's text, read. */
export interface Reading {
  readonly uri: vscode.Uri;
  /** Undefined when the text does not say where the task is. */
  readonly task: FileTask | undefined;
  readonly id: string | undefined;
  /** Why there is no `task`. */
  readonly problem: string | undefined;
  /** Since when the file names this task, as `performance.now()`. */
  readonly since: number;
}

/**
 * @param region of a file that names none.
 * @param before what was read of the file last.
 */
export function readTask(
  uri: vscode.Uri,
  text: string,
  resolve: (placeholder: Placeholder) => string | undefined,
  region: string | undefined,
  before: Reading | undefined,
): Reading {
  const now = performance.now();
  try {
    const task = readFileTask(text, resolve, region);
    const since = before?.task && isSameTask(before.task, task) ? before.since : now;
    return { uri, task, id: task.id, problem: undefined, since };
  } catch (error) {
    if (!(error instanceof FileTaskError)) throw error;
    return { uri, task: undefined, id: idOf(text), problem: error.message, since: now };
  }
}

function isSameTask(a: FileTask, b: FileTask): boolean {
  return a.id === b.id && a.topicId === b.topicId && a.region === b.region;
}

/**
 * @param reading undefined: not read yet.
 * @param answer for the task's log topic.
 */
export function judge(
  reading: Reading | undefined,
  answer: Answer | undefined,
  obstacle: Obstacle | undefined,
): TaskState {
  if (!reading) return { kind: "unknown", id: undefined, ...(obstacle ?? missing(undefined)) };
  const { task, id, problem, since } = reading;
  if (id === undefined) return { kind: "not-created" };
  if (!task) return { kind: "unknown", id, why: "file", message: problem ?? "" };
  if (obstacle) return { kind: "unknown", id, ...obstacle };
  if (answer?.kind !== "listed") return { kind: "unknown", id, ...missing(answer) };
  const state = stateOf(task, answer.list);
  const incomplete = vscode.l10n.t("The list of the log topic's tasks is incomplete, and this task is not in it.");
  if (!state) return { kind: "unknown", id, why: "cloud", message: incomplete };
  // A list from before the file had this Id cannot tell that the task is gone.
  return state.kind === "absent" && answer.asked < since ? { kind: "unknown", id, ...missing(undefined) } : state;
}

function missing(answer: Exclude<Answer, { kind: "listed" }> | undefined): Obstacle {
  switch (answer?.kind) {
    case "asking":
      return { why: "asking", message: vscode.l10n.t("The cloud is being asked.") };
    case "failed":
      return { why: "cloud", message: answer.message };
    case undefined:
      return { why: "not-asked", message: vscode.l10n.t("The cloud has not been asked yet.") };
  }
}
