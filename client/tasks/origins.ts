/**
 * Tasks that are in another log topic than their files name, because a file was edited. By the list of its own log topic
 * alone such a task would pass for deleted, and whoever takes its Id out of the file loses it.
 */

import { JournalError } from "../../cloud/journal/journal-error.ts";
import type { FileTask } from "../../cloud/task/file-task.ts";
import { holds, type KnownTopics, knownTopics } from "../../cloud/task/task-topic.ts";
import type { Answer, Reading } from "./state.ts";
import type { Topic, TopicLists } from "./topic-lists.ts";

export class Origins {
  private readonly lists: TopicLists;
  /** By task, the log topic it was created in as far as this computer knows. Of tasks that were missing. */
  private readonly known = new Map<string, string | undefined>();

  constructor(lists: TopicLists) {
    this.lists = lists;
  }

  /** What tells how a file's task is: what was said of the file's log topic, or of the one in which the task is. */
  answerFor({ task, since }: Reading): Answer | undefined {
    if (!task) return undefined;
    const own = this.lists.get(task);
    if (!this.isMissing(task) || own?.kind !== "listed") return own;
    const origin = this.originOf(task);
    const there = origin && (this.lists.get(origin) ?? { kind: "asking" });
    if (there) return there.kind === "listed" && !holds(there.list, task.id ?? "") ? own : there;
    // A list from before the file had this Id tells nothing, so nobody is looking any further.
    const isLookedFor = !this.known.has(keyOf(task)) && own.asked >= since;
    return isLookedFor ? { kind: "asking" } : own;
  }

  /** Whether the list of the file's log topic lacks its task. */
  isMissing(task: FileTask): boolean {
    const own = this.lists.get(task);
    return own?.kind === "listed" && task.id !== undefined && !holds(own.list, task.id);
  }

  /** Where a missing task was created, when that is somewhere else and known. */
  originOf(task: FileTask): Topic | undefined {
    const topicId = this.known.get(keyOf(task));
    return topicId === undefined || topicId === task.topicId ? undefined : { region: task.region, topicId };
  }

  /**
   * Looks up where missing tasks were created: once for all of them.
   * @param journal its directory; undefined: the user's own.
   */
  async lookUp(tasks: readonly FileTask[], journal: string | undefined): Promise<void> {
    const topicOf = await readable(journal);
    for (const task of tasks) this.known.set(keyOf(task), topicOf(task.id ?? "", task.region));
  }

  clear(): void {
    this.known.clear();
  }
}

function keyOf({ id, region }: FileTask): string {
  return JSON.stringify([id, region]);
}

/** That a journal cannot be read is for those to tell who are about to change something. */
async function readable(journal: string | undefined): Promise<KnownTopics> {
  try {
    return await knownTopics(journal)();
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return () => undefined;
  }
}
