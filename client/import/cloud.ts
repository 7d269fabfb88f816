/** `Recharge: Import from Cloud`: task files for tasks that exist. Nothing changes in the cloud. */
import * as vscode from "vscode";
import type { Connection } from "../../cloud/api/connection.ts";
import type { CloudTask } from "../../cloud/operation/operation.ts";
import type { TaskList } from "../../cloud/operation/ports.ts";
import { newTaskText } from "../../cloud/task/task-text.ts";
import type { Accounts } from "../accounts/account.ts";
import type { Connections } from "../accounts/connections.ts";
import { NothingToDo, UserError } from "../errors.ts";
import { requireTrust } from "../operations/preflight.ts";
import { readFailure } from "../operations/read-failure.ts";
import { withPatience } from "../progress.ts";
import { readSettings } from "../settings.ts";
import type { TaskStates } from "../tasks/task-states.ts";
import { type KnownTasks, knownTasks } from "./known-tasks.ts";
import { pickFolder } from "./pick-folder.ts";
import { pickTasks } from "./pick-tasks.ts";
import { type Place, pickTopic } from "./pick-topic.ts";
import { writeNewFile } from "./write-file.ts";

export interface CloudImportServices {
  accounts: Accounts;
  connections: Connections;
  states: TaskStates;
}

/** More are not opened at once. */
const MOST_OPENED = 10;

/**
 * @param given `{region, topicId, id}` of one task, as the tree of tasks gives it; anything else asks.
 * @returns the texts of the new files.
 */
export async function importFromCloud(given: unknown, services: CloudImportServices): Promise<string[]> {
  requireTrust();
  const account = await services.accounts.current();
  const connection = services.connections.open(account);
  const place = isPlace(given) ? given : await pickTopic(connection, readSettings().region || account.region);
  const list = await tasksOf(place, connection);
  const known = await knownTasks(services.states);
  const tasks = isPlace(given) ? [taskIn(list, given)] : await pickTasks(list, known);
  return await write(tasks, place, known);
}

interface TaskPlace extends Place {
  id: string;
}

function isPlace(given: unknown): given is TaskPlace {
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  if (typeof given !== "object" || given === null || !("region" in given && "topicId" in given && "id" in given)) {
    return false;
  }
  return isText(given.region) && isText(given.topicId) && isText(given.id);
}

async function tasksOf({ region, topicId }: Place, connection: Connection): Promise<TaskList> {
  let list: TaskList;
  try {
    const title = vscode.l10n.t("Listing the tasks of log topic {0}", topicId);
    list = await withPatience(title, (signal) => connection.tasks(region, topicId, signal));
  } catch (error) {
    throw readFailure(vscode.l10n.t("The tasks of log topic {0} could not be listed.", topicId), error);
  }
  if (list.tasks.length > 0) return list;
  throw new NothingToDo(vscode.l10n.t("The log topic {0} has no Kafka import tasks.", topicId));
}

function taskIn({ tasks }: TaskList, { id }: TaskPlace): CloudTask {
  const task = tasks.find(({ Id }) => Id === id);
  if (!task) throw new UserError(vscode.l10n.t("The task no longer exists in the cloud: {0}.", id));
  return task;
}

/** Of tasks that have a file that one is opened. */
async function write(tasks: readonly CloudTask[], { region, topicId }: Place, { files, byId }: KnownTasks) {
  const opened = tasks.flatMap(({ Id }) => byId.get(Id) ?? []);
  const missing = tasks.filter(({ Id }) => !byId.has(Id));
  const written = missing.map((task) => ({
    task: { name: task.Name, id: task.Id },
    text: newTaskText({ TopicId: topicId, ...task }, { id: task.Id, region }),
  }));
  if (written.length > 0) {
    const folder = await pickFolder(files);
    for (const { task, text } of written) opened.push(await writeNewFile(folder, task, text));
  }
  for (const file of opened.slice(0, MOST_OPENED)) await vscode.window.showTextDocument(file, { preview: false });
  return written.map(({ text }) => text);
}
