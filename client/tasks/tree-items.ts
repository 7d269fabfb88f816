/** How the nodes of the tree look. `contextValue` is what menus go by: `file.differs.paused`, `cloud.running`. */
import * as vscode from "vscode";
import { regions } from "../../cloud/api/regions.ts";
import { runText } from "../../cloud/task/file-task.ts";
import { dotted } from "../../document/pointer.ts";
import type { CloudNode, FileNode, RegionNode, TaskNode, TopicNode } from "./task-tree.ts";
import { stateDetail, stateIcon, stateText } from "./words.ts";

export function treeItem(node: TaskNode): vscode.TreeItem {
  switch (node.kind) {
    case "region":
      return regionItem(node);
    case "topic":
      return topicItem(node);
    case "file":
      return fileItem(node);
    case "cloud":
      return cloudItem(node);
  }
}

function regionItem({ region }: RegionNode): vscode.TreeItem {
  const name = regions().find(({ id }) => id === region)?.name;
  const label = name ?? region ?? vscode.l10n.t("Region or log topic missing");
  const item = group(label, `region ${region ?? ""}`, region === undefined ? "question" : "globe");
  if (name && region) item.description = region;
  return item;
}

function topicItem({ region, topicId, name, answer }: TopicNode): vscode.TreeItem {
  const item = group(name ?? topicId, `topic ${region} ${topicId}`, "inbox");
  item.tooltip = name ? `${name}\n${topicId}` : topicId;
  if (answer?.kind === "failed") {
    item.description = vscode.l10n.t("the cloud does not say");
    item.iconPath = new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    item.tooltip = `${item.tooltip}\n${answer.message}`;
  }
  return item;
}

function group(label: string, id: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.contextValue = "group";
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}

function fileItem({ resourceUri, name, where, state }: FileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `file ${resourceUri}`;
  const said = stateText(state);
  item.description = where === undefined ? said : `${said} · ${where}`;
  item.iconPath = colored(stateIcon(state));
  item.contextValue = ["file", state.kind, "run" in state ? state.run : undefined].filter(Boolean).join(".");
  item.command = { command: "vscode.open", title: "", arguments: [resourceUri] };
  const detail = stateDetail(state);
  item.tooltip = [
    vscode.workspace.asRelativePath(resourceUri),
    said,
    ...(detail === undefined ? [] : [detail]),
    ...("differences" in state ? state.differences.map(({ pointer }) => `• ${dotted(pointer)}`) : []),
    ...(state.kind !== "not-created" && state.id !== undefined ? [vscode.l10n.t("Task {0}", state.id)] : []),
  ].join("\n");
  return item;
}

function cloudItem({ id, name, run, region, topicId }: CloudNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `cloud ${region} ${topicId} ${id}`;
  item.description = [vscode.l10n.t("No file"), run && runText(run)].filter(Boolean).join(" · ");
  item.iconPath = run === "error" ? colored("error") : colored("cloud");
  item.contextValue = ["cloud", run].filter(Boolean).join(".");
  item.tooltip = [name, item.description, vscode.l10n.t("Task {0}", id)].join("\n");
  return item;
}

const colors: Readonly<Record<string, string>> = {
  pass: "testing.iconPassed",
  error: "list.errorForeground",
  trash: "list.errorForeground",
  diff: "list.warningForeground",
  "debug-pause": "charts.blue",
};

function colored(icon: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colors[icon] ?? "descriptionForeground"));
}
