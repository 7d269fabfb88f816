/** The view "Recharge Tasks". It asks the cloud when it is first seen, and when somebody presses refresh. */
import * as vscode from "vscode";
import type { Commands } from "../commands.ts";
import { openEndpoint } from "../settings.ts";
import type { Why } from "./state.ts";
import type { TaskStates } from "./task-states.ts";
import { leaves, type RegionNode, type TaskNode, taskTree } from "./task-tree.ts";
import type { TopicNames } from "./topic-names.ts";
import { treeItem } from "./tree-items.ts";

const viewId = "recharge.tasks";

/** What can be done when an account or a setting cannot be used: VS Code shows no buttons below a message. */
interface StepNode {
  readonly kind: "step";
  readonly label: string;
  readonly icon: string;
  readonly command: Omit<vscode.Command, "title">;
}

type Node = TaskNode | StepNode;

export class TaskTreeView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly states: TaskStates;
  private readonly names: TopicNames;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: vscode.Disposable[];
  private nodes: readonly RegionNode[] = [];
  /** What of the nodes can be seen. */
  private picture = "";
  /** Since the view was seen first: the files of the workspace have been found. */
  private found: Promise<void> | undefined;

  constructor(states: TaskStates, commands: Commands, names: TopicNames) {
    this.states = states;
    this.names = names;
    this.view = vscode.window.createTreeView<Node>(viewId, { treeDataProvider: this, showCollapseAll: true });
    const load = () => void commands.guard(viewId, () => this.ask(() => states.load()));
    this.subscriptions = [
      this.view.onDidChangeVisibility(({ visible }) => visible && load()),
      states.onDidForget(() => {
        names.clear();
        if (this.view.visible) load();
      }),
      states.onDidChange(() => this.draw()),
      names.onDidChange(() => this.draw()),
    ];
    commands.register("recharge.refreshTasks", async () => {
      // From the palette the view may not be there to be seen.
      await vscode.commands.executeCommand(`${viewId}.focus`);
      await this.ask(() => states.refresh());
    });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === "step" ? stepItem(node) : treeItem(node);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node) return "children" in node ? [...node.children] : [];
    this.found ??= this.states.find();
    await this.found;
    this.look();
    return [...steps(this.states.obstructed?.why), ...this.nodes];
  }

  private async ask(states: () => Promise<void>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId } }, async () => {
      await states();
      await this.names.learn(this.nodes.flatMap(({ region }) => region ?? []));
    });
  }

  /** Only when something looks different: every keystroke in a task file comes by here. */
  private draw(): void {
    if (this.found && this.look()) this.changed.fire();
  }

  /** Whether there is something else to see. */
  private look(): boolean {
    const { why, message } = this.states.obstructed ?? {};
    // Then the welcome text says what to do, or the steps do.
    this.nodes = why ? [] : taskTree(this.states, this.names);
    const picture = JSON.stringify([why, message, pictureOf(this.nodes)]);
    if (picture === this.picture) return false;
    this.picture = picture;
    const without = why ?? (this.nodes.length === 0 ? "files" : undefined);
    void vscode.commands.executeCommand("setContext", "recharge.tasksWithout", without);
    // What is wrong is not the same each time.
    this.view.message = steps(why).length > 0 && message ? message : "";
    this.view.badge = badgeFor(this.nodes);
    return true;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.view, this.changed).dispose();
  }
}

function steps(why: Why | undefined): StepNode[] {
  const step = (label: string, icon: string, command: StepNode["command"]): StepNode => ({
    kind: "step",
    label,
    icon,
    command,
  });
  switch (why) {
    case "account":
      return [
        step(vscode.l10n.t("Switch Profile"), "account", { command: "recharge.switchProfile" }),
        step(vscode.l10n.t("Sign In"), "sign-in", { command: "recharge.signIn" }),
      ];
    case "endpoint":
      return [step(vscode.l10n.t("Open Settings"), "gear", openEndpoint)];
    default:
      return [];
  }
}

function stepItem({ label, icon, command }: StepNode): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { title: label, ...command };
  return item;
}

function pictureOf(nodes: readonly TaskNode[]): unknown {
  return nodes.map((node) => {
    const { id, label, description, contextValue, tooltip } = treeItem(node);
    return [id, label, description, contextValue, tooltip, "children" in node && pictureOf(node.children)];
  });
}

/** How many tasks somebody should look at. */
function badgeFor(nodes: readonly RegionNode[]): vscode.ViewBadge | undefined {
  const value = leaves(nodes).filter((node) => node.kind === "file" && wantsLook(node.state)).length;
  return value === 0
    ? undefined
    : { value, tooltip: vscode.l10n.t("Differ, are in error or were deleted: {0}", value) };
}

function wantsLook(state: ReturnType<TaskStates["of"]>): boolean {
  return state.kind === "differs" || state.kind === "absent" || ("run" in state && state.run === "error");
}
