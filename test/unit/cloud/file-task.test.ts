import { describe, expect, it } from "vitest";
import { FileTaskError, readFileTask, stateOf } from "../../../cloud/task/file-task.ts";

const text = '{ "Id": "a", "Region": "${env:REGION}", "TopicId": "t", "Name": "${secret:n}", "UserKafkaTopics": "x" }';
const resolve = ({ name }: { name: string }) => (name === "REGION" ? "ap-shanghai" : undefined);
const file = readFileTask(text, resolve, undefined);
const task = { Id: "a", Name: "other", TopicId: "t", UserKafkaTopics: "x", Status: 2 };

describe("readFileTask", () => {
  it("says where the task is", () => {
    expect(file).toMatchObject({ id: "a", topicId: "t", region: "ap-shanghai", name: "${secret:n}" });
    expect(readFileTask('{ "Id": "", "TopicId": "t" }', resolve, "ap-tokyo")).toMatchObject({
      id: undefined,
      region: "ap-tokyo",
    });
  });

  it.each([
    ['{ "TopicId": "t" }', "The file names no region"],
    ['{ "Region": "r" }', "The file names no log topic."],
    ['{ "Region": "r", "TopicId": "${env:TOPIC}" }', "TopicId is not known: ${env:TOPIC} has no value."],
    ['{ "Region": "${env:R}", "TopicId": "t" }', "Region is not known: ${env:R} has no value."],
    ['{ "Region": "r", "TopicId": "t", "TopicId": "u" }', "“TopicId” occurs twice"],
    ["[]", "A task file is one JSON object"],
  ])("says of %s what is missing", (text, message) => {
    const read = () => readFileTask(text, () => undefined, undefined);
    expect(read).toThrow(FileTaskError);
    expect(read).toThrow(message);
  });
});

describe("stateOf", () => {
  const list = (...tasks: (typeof task)[]) => ({ tasks, complete: true });

  it("tells apart what became of a file's task", () => {
    expect(stateOf(readFileTask('{ "TopicId": "t" }', resolve, "r"), list(task))).toEqual({ kind: "not-created" });
    expect(stateOf(file, list(task))).toMatchObject({ kind: "in-sync", run: "paused" });
    const changed = { ...task, UserKafkaTopics: "y", Status: 3 };
    expect(stateOf(file, list(changed))).toMatchObject({
      kind: "differs",
      run: "error",
      differences: [{ cloud: "y" }],
    });
    expect(stateOf(file, list({ ...task, Status: 1 }))).toMatchObject({ kind: "in-sync", run: "running" });
    expect(stateOf(file, list({ ...task, Status: 9 }))).toMatchObject({ kind: "in-sync", run: undefined });
  });

  it("takes a task for gone only when all are listed", () => {
    expect(stateOf(file, list())).toEqual({ kind: "absent", id: "a", topicId: "t" });
    expect(stateOf(file, { tasks: [], complete: false })).toBe(undefined);
  });
});
