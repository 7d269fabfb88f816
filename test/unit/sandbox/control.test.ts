import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { example, post, sdk } from "./client.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ control: true, rateLimit: false });
});
afterAll(() => sandbox.close());

/** What another process does. */
async function door(method: string, name: string, body?: unknown, headers = {}) {
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${sandbox.url}/__sandbox/${name}`, init);
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

describe("the control door", () => {
  it("scripts faults, shows tasks and requests, commits and releases", async () => {
    const faults = [
      { commit: "later", error: { code: "InternalError" } },
      { action: "ModifyKafkaRecharge", hold: true },
    ];
    expect((await door("POST", "script", faults)).status).toBe(200);
    const { response } = await post(sandbox, "CreateKafkaRecharge", {
      ...example,
      Protocol: { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "user", Password: "canary" },
    });
    expect(response.Error?.Code).toBe("InternalError");
    expect((await door("GET", "tasks")).body).toEqual([]);
    expect((await door("POST", "commit")).body).toBe(1);
    const { body: tasks } = await door("GET", "tasks");
    expect(tasks).toMatchObject([{ Name: example.Name, Region: "ap-guangzhou" }]);

    expect((await door("GET", "faults")).body).toEqual([faults[1]]);
    const { TopicId } = example;
    const modified = sdk(sandbox).request("ModifyKafkaRecharge", { Id: tasks[0].Id, TopicId, Name: "renamed" });
    await expect.poll(() => sandbox.tasks()[0]?.Name).toBe("renamed");
    await door("POST", "release");
    await modified;

    expect((await door("POST", "status", { id: tasks[0].Id, status: 3 })).status).toBe(200);
    expect(sandbox.tasks()[0]?.Status).toBe(3);

    const requests = await door("GET", "requests");
    expect(requests.body).toMatchObject([
      { action: "CreateKafkaRecharge", error: "InternalError" },
      { action: "ModifyKafkaRecharge" },
    ]);
    expect(JSON.stringify(requests.body)).not.toMatch(/canary|Signature=/);
  });

  it("says what is wrong", async () => {
    expect(await door("POST", "script", [{ than: 1 }])).toMatchObject({
      status: 400,
      body: { error: /unknown key than/ },
    });
    expect(await door("POST", "status", { id: "none", status: 3 })).toMatchObject({
      status: 400,
      body: { error: /no task none/ },
    });
    expect((await door("GET", "nothing")).status).toBe(404);
    expect((await door("DELETE", "tasks")).status).toBe(404);
  });

  it("stays shut for web pages", async () => {
    expect((await door("GET", "tasks", undefined, { Origin: "https://example.com" })).status).toBe(403);
  });

  it("is not there unless asked for", async () => {
    const plain = await startSandbox();
    const answer = await fetch(`${plain.url}/__sandbox/tasks`);
    expect(await answer.json()).toMatchObject({ Response: { Error: { Code: "MissingParameter" } } });
    await plain.close();
  });
});
