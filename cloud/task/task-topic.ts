/** Finds a file's task also when the file has been given another log topic since the task was created. */
import { openJournal } from "../journal/journal.ts";
import type { TaskList } from "../operation/ports.ts";

export interface TopicList {
  /** The file's own or, when only there the task is, the one it was created in. */
  readonly topicId: string;
  readonly list: TaskList;
}

/** The log topic of a region that a task was in when something was last done to it; undefined when that is not known. */
export type KnownTopics = (id: string, region: string) => string | undefined;

/**
 * What this computer knows of where tasks are. Read when it is first asked for, once.
 * @param directory of the journal; undefined: the user's own.
 * @returns rejects with a JournalError.
 */
export function knownTopics(directory: string | undefined): () => Promise<KnownTopics> {
  let topics: Promise<KnownTopics> | undefined;
  const read = async () => await (await openJournal(directory)).topics();
  return () => {
    topics ??= read();
    return topics;
  };
}

/**
 * A task that a file's log topic lacks need not be gone: whoever takes its Id out of the file loses it.
 * @param listOf the tasks of a log topic in the file's region.
 * @param known only asked for a task that is not found.
 */
export async function listWithTask(
  { id, topicId, region }: { id: string; topicId: string; region: string },
  listOf: (topicId: string) => Promise<TaskList>,
  known: () => Promise<KnownTopics>,
): Promise<TopicList> {
  const own = { topicId, list: await listOf(topicId) };
  if (holds(own.list, id)) return own;
  const created = (await known())(id, region);
  if (created === undefined || created === topicId) return own;
  const list = await listOf(created);
  return holds(list, id) ? { topicId: created, list } : own;
}

export function holds({ tasks }: TaskList, id: string): boolean {
  return tasks.some((task) => task.Id === id);
}
