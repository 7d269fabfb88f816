import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Documents } from "../../server/src/documents.ts";
import { Workspace } from "../../server/src/workspace.ts";

const uri = "file:///w/a.recharge.json";
const task = (id: string) => JSON.stringify({ Id: id });

/** A disk with one file, which answers the latest question first. */
class Disk {
  content: string | undefined = task("old");
  readonly #asked: (() => void)[] = [];

  find = async () => (this.content === undefined ? [] : [uri]);

  read = (_: string) => {
    const { content } = this;
    return new Promise<string | undefined>((resolve) => this.#asked.push(() => resolve(content)));
  };

  /** Until somebody waits for an answer, and whoever is about to ask has. */
  async asked(): Promise<void> {
    do await turn();
    while (this.#asked.length === 0);
  }

  async answerUntil(done: Promise<unknown>): Promise<void> {
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    for (; !isDone; await turn()) this.#asked.pop()?.();
  }
}

describe("a file that changes while it is read", () => {
  it("is known as it is afterwards", async () => {
    const disk = new Disk();
    const workspace = new Workspace(new Documents(), ["file:///w"], disk);
    const found = workspace.load();
    await disk.asked();
    disk.content = task("newer");
    const changed = workspace.refresh([uri]);
    await turn();
    disk.content = task("newest");
    const changedAgain = workspace.refresh([uri]);
    await turn();
    await disk.answerUntil(Promise.all([found, changed, changedAgain]));
    expect((await workspace.closed()).map(({ summary }) => summary.fields.Id?.value)).toEqual(["newest"]);
  });

  it("is gone when it was deleted meanwhile", async () => {
    const disk = new Disk();
    const workspace = new Workspace(new Documents(), ["file:///w"], disk);
    const found = workspace.load();
    await disk.asked();
    disk.content = undefined;
    const changed = workspace.rescan();
    await turn();
    await disk.answerUntil(Promise.all([found, changed]));
    expect(await workspace.closed()).toEqual([]);
  });
});
