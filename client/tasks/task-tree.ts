/** All task files of the workspace by region and log topic, with the tasks in these log topics that no file knows. */
import { basename } from "node:path/posix";
import * as vscode from "vscode";
import { regions } from "../../cloud/api/regions.ts";
import { type RunState, runState } from "../../cloud/task/file-task.ts";
import { TASK_FILE_SUFFIX } from "../../document/task-file.ts";
import type { Answer, TaskState } from "./state.ts";
import type { TaskStates } from "./task-states.ts";
import { type Topic, topicKey } from "./topic-lists.ts";
import type { TopicNames } from "./topic-names.ts";

export interface RegionNode {
  readonly kind: "region";
  /** Undefined: of files that do not say where their tasks are. */
  readonly region: string | undefined;
  readonly children: readonly (TopicNode | FileNode)[];
}

export interface TopicNode extends Topic {
  readonly kind: "topic";
  /** Undefined where it is not known. */
  readonly name: string | undefined;
  readonly answer: Answer | undefined;
  readonly children: readonly (FileNode | CloudNode)[];
}

/** What commands for a file get. */
export interface FileNode {
  readonly kind: "file";
  readonly resourceUri: vscode.Uri;
  readonly name: string;
  /** Its path, where others beside it are called the same. */
  readonly where?: string;
  readonly state: TaskState;
}

/** A task that no file of the workspace knows: what `recharge.import` gets. */
export interface CloudNode extends Topic {
  readonly kind: "cloud";
  readonly id: string;
  readonly name: string;
  readonly run: RunState | undefined;
}

export type TaskNode = RegionNode | TopicNode | FileNode | CloudNode;

/** In the order of the documentation's regions, then by name; files that cannot be placed come last. */
export function taskTree(states: TaskStates, names: Pick<TopicNames, "nameOf">): RegionNode[] {
  const uris = states.files();
  const known = new Set(uris.flatMap((uri) => states.task(uri)?.id ?? []));
  const topics = new Map<string, Topic & { files: FileNode[] }>();
  const lost: FileNode[] = [];
  for (const uri of uris) {
    const task = states.task(uri);
    const node = fileNode(uri, task?.name, states.of(uri));
    if (!task) lost.push(node);
    else {
      const { region, topicId } = task;
      const topic = topics.get(topicKey(task)) ?? { region, topicId, files: [] };
      topics.set(topicKey(task), topic);
      topic.files.push(node);
    }
  }
  const nodes = [...topics.values()].map(({ region, topicId, files }): TopicNode => {
    const answer = states.answer({ region, topicId });
    const others = cloudNodes({ region, topicId }, answer, known);
    return {
      kind: "topic",
      region,
      topicId,
      name: names.nameOf(region, topicId),
      answer,
      children: [...toldApart(files), ...others],
    };
  });
  const named = [...new Set(nodes.map(({ region }) => region))].sort((a, b) => rank(a) - rank(b) || compare(a, b));
  const placed = named.map((region): RegionNode => {
    const inside = nodes.filter((node) => node.region === region).sort((a, b) => compare(labelOf(a), labelOf(b)));
    return { kind: "region", region, children: inside };
  });
  if (lost.length === 0) return placed;
  return [...placed, { kind: "region", region: undefined, children: toldApart(lost) }];
}

/** Files and tasks without one, wherever they stand. */
export function leaves(nodes: readonly TaskNode[]): (FileNode | CloudNode)[] {
  return nodes.flatMap((node) => ("children" in node ? leaves(node.children) : [node]));
}

function fileNode(resourceUri: vscode.Uri, name: string | undefined, state: TaskState): FileNode {
  const file = basename(resourceUri.path).slice(0, -TASK_FILE_SUFFIX.length);
  return { kind: "file", resourceUri, name: name || file, state };
}

function toldApart(files: FileNode[]): FileNode[] {
  const sorted = files.sort((a, b) => byName(a, b) || compare(a.resourceUri.path, b.resourceUri.path));
  return sorted.map((file, index) => {
    const isTwin = [sorted[index - 1], sorted[index + 1]].some((other) => other?.name === file.name);
    return isTwin ? { ...file, where: vscode.workspace.asRelativePath(file.resourceUri) } : file;
  });
}

function cloudNodes(topic: Topic, answer: Answer | undefined, known: ReadonlySet<string>): CloudNode[] {
  if (answer?.kind !== "listed") return [];
  return answer.list.tasks
    .filter(({ Id }) => !known.has(Id))
    .map((task): CloudNode => ({ kind: "cloud", ...topic, id: task.Id, name: task.Name, run: runState(task) }))
    .sort(byName);
}

function labelOf({ name, topicId }: TopicNode): string {
  return name ?? topicId;
}

/** A region that is not documented comes after those that are. */
function rank(region: string): number {
  const index = regions().findIndex(({ id }) => id === region);
  return index < 0 ? Number.MAX_SAFE_INTEGER : index;
}

function byName(a: FileNode | CloudNode, b: FileNode | CloudNode): number {
  return compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, vscode.env.language, { numeric: true });
}
