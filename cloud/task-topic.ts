/** Finds a file's task also when the file has been given another log topic since the task was created. */
import type { Journal } from "./journal.ts";
import type { TaskList } from "./ports.ts";

export interface TopicList {
  /** The file's own or, when only there the task is, the one it was created in. */
  readonly topicId: string;
  readonly list: TaskList;
}

/**
 * A task that a file's log topic lacks need not be gone: whoever takes its Id out of the file loses it.
 * @param listOf the tasks of a log topic in the file's region.
 * @param openJournal knows where tasks of this computer were created. Only asked for a task that is not found.
 */
export async function listWithTask(
  { id, topicId, region }: { id: string; topicId: string; region: string },
  listOf: (topicId: string) => Promise<TaskList>,
  openJournal: () => Promise<Pick<Journal, "topicOf">>,
): Promise<TopicList> {
  const has = ({ tasks }: TaskList) => tasks.some((task) => task.Id === id);
  const own = { topicId, list: await listOf(topicId) };
  if (has(own.list)) return own;
  const created = await (await openJournal()).topicOf(id, region);
  if (created === undefined || created === topicId) return own;
  const list = await listOf(created);
  return has(list) ? { topicId: created, list } : own;
}
