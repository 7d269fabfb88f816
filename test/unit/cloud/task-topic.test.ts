import { describe, expect, it } from "vitest";
import { listWithTask } from "../../../cloud/task/task-topic.ts";

const task = { Id: "id", Name: "orders" };
const empty = { tasks: [], complete: true };
const full = { tasks: [task], complete: true };
const file = { id: "id", topicId: "own", region: "r" };

/** Which log topics hold the task, where the journal says it was made, and which topics were listed. */
async function find(holders: string[], created: string | undefined) {
  const listed: string[] = [];
  const asked: unknown[] = [];
  const found = await listWithTask(
    file,
    async (topicId) => {
      listed.push(topicId);
      return holders.includes(topicId) ? full : empty;
    },
    async () =>
      (...question) => {
        asked.push(question);
        return created;
      },
  );
  return { found, listed, asked };
}

describe("a file's task", () => {
  it("is in the file's own log topic, and the journal is not asked", async () => {
    expect(await find(["own", "old"], "old")).toEqual({
      found: { topicId: "own", list: full },
      listed: ["own"],
      asked: [],
    });
  });

  it("may be in the one that it was created in", async () => {
    expect(await find(["old"], "old")).toEqual({
      found: { topicId: "old", list: full },
      listed: ["own", "old"],
      asked: [["id", "r"]],
    });
  });

  it.each([
    ["the journal does not know it", undefined, ["own"]],
    ["it was created where it was looked for", "own", ["own"]],
    ["it is not where it was created either", "old", ["own", "old"]],
  ])("is gone from the file's own log topic when %s", async (_, created, topics) => {
    const { found, listed } = await find([], created);
    expect(found).toEqual({ topicId: "own", list: empty });
    expect(listed).toEqual(topics);
  });
});
