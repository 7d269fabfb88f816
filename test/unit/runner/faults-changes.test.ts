/** Faults of modify, pause, resume and delete: each kind with each of them, executed or not. */
import { describe, expect, it } from "vitest";
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import type { TaskApi } from "../../../cloud/operation/ports.ts";
import type { Fault } from "../../../sandbox/server.ts";
import { rawServer } from "../cloud/servers.ts";
import { actions, expectSettled, inEffect, kinds, startCreated } from "./existing.ts";
import { REGION, type World } from "./world.ts";

const html = { "Content-Type": "text/html" };

/** What may come instead of the answer. None of it says whether the change was executed. */
const lost: [string, Omit<Fault, "action" | "commit">][] = [
  ["C2: whose connection is reset", { outcome: "reset" }],
  ["C2: whose connection is closed", { outcome: "close" }],
  ["C3: whose answer never comes", { outcome: "hang" }],
  ["C4: answered by a page with status 502", { outcome: { status: 502, headers: html, body: "<h1>Bad gateway</h1>" } }],
  ["C4: answered by a redirect", { outcome: { status: 307, headers: { Location: "http://127.0.0.1:1/" } } }],
  ["C4: whose answer is cut off", { outcome: { truncateAt: 20 } }],
  ["C5: answered by InternalError", { error: { code: "InternalError" } }],
  ["C5: answered by an error that nobody documents", { error: { code: "FailedOperation.Unheard" } }],
];

/** Lists at the sandbox, but sends changes to another address. */
function sendingTo(world: World, address: string): TaskApi {
  const api = world.api();
  const credential = sandboxCredential();
  const elsewhere = new ClsApi({
    endpoint: Endpoint.parse(address),
    region: REGION,
    credential,
    language: "en-US",
    clientName: "test",
  });
  return {
    describe: (topicId, call) => api.describe(topicId, call),
    create: (...call) => elsewhere.create(...call),
    modify: (...call) => elsewhere.modify(...call),
    delete: (...call) => elsewhere.delete(...call),
    correctClock: () => false,
    clockSkew: undefined,
    clockCorrection: 0,
  };
}

describe.each(kinds)("a request to %s", (kind) => {
  const action = actions[kind];

  it.each(lost)("%s is settled by looking when it was executed", async (_, fault) => {
    const world = await startCreated(kind);
    const sent = world.calls(action);
    world.sandbox.script([{ action, commit: true, ...fault }]);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed", described: true, warnings: [] });
    expect(world.calls(action)).toBe(sent + 1);
    await expectSettled(kind, world);
  });

  it.each(lost)("%s is said to be not in effect when it was not, and can be asked for again", async (_, fault) => {
    const world = await startCreated(kind);
    const before = await world.text();
    const sent = world.calls(action);
    world.sandbox.script([{ action, commit: false, ...fault }]);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "closed", reason: "not-in-effect" });
    expect(world.calls(action)).toBe(sent + 1);
    expect(await world.text()).toBe(before);
    expect(await world.journal.listUnfinished()).toEqual([]);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed", described: false });
    await expectSettled(kind, world);
  });

  it("C2: whose connection is reset before anything is read is not in effect", async () => {
    const world = await startCreated(kind);
    world.sandbox.script([{ action, phase: "headers", outcome: "reset" }]);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "closed", reason: "not-in-effect" });
    expect(inEffect(kind, world)).toBe(false);
  });

  it("C3: that comes into effect after the time-out is found within the quiet period", async () => {
    const world = await startCreated(kind);
    world.sandbox.script([{ action, commit: "later", outcome: "hang" }]);
    world.clock.at(world.clock.seconds + 20, () => world.sandbox.commitPending());
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed", described: true });
    await expectSettled(kind, world);
  });

  it.each([
    ["refused", async () => "http://127.0.0.1:1"],
    [
      "reset in the handshake",
      async () =>
        `https://localhost:${(await rawServer((socket) => socket.once("data", () => socket.resetAndDestroy()))).port}`,
    ],
  ])("C1: whose connection is %s was not sent", async (_, address) => {
    const world = await startCreated(kind);
    const before = await world.text();
    const { outcome } = await world.change(kind, { api: sendingTo(world, await address()) });
    expect(outcome).toMatchObject({ kind: "not-sent" });
    expect([inEffect(kind, world), await world.text()]).toEqual([false, before]);
    expect((await world.records()).at(-1)).toMatchObject({ kind, phase: "aborted" });
  });

  it("C6: that comes too often is sent again after a pause", async () => {
    const world = await startCreated(kind);
    const sent = world.calls(action);
    world.sandbox.script([{ action, times: 2, error: { code: "RequestLimitExceeded" } }]);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed", described: false });
    expect(world.calls(action)).toBe(sent + 3);
    await expectSettled(kind, world);
  });
});
