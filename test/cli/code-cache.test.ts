/** What is kept of one run for the next. It may only ever save time. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, type RunResult, runCli } from "./run.ts";

function explain(cache: string, env: Record<string, string> = {}): Promise<RunResult> {
  return runCli(["explain", "R05"], { env: { NODE_COMPILE_CACHE: cache, ...env } });
}

/** By bundle, what is kept. */
function kept(cache: string): Map<string, Buffer> {
  const path = join(cache, "recharge");
  return new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));
}

describe("the code of a command", () => {
  it("is kept for the user alone, and used as it is from then on", async () => {
    const cache = folder();
    const first = await explain(cache);
    const code = kept(cache);
    expect(first.code).toBe(0);
    expect([...code.keys()].map((name) => /^[a-z-]*.js(?=-explain-)/.exec(name)?.[0]).sort()).toEqual([
      "cli-local.js",
      "cli-program.js",
    ]);
    for (const name of ["", ...code.keys()]) expect(statSync(join(cache, "recharge", name)).mode & 0o077).toBe(0);
    expect(await explain(cache)).toEqual(first);
    expect(kept(cache)).toEqual(code);
  });

  it("is used of a run over many files, too", async () => {
    const [cache, cwd] = [folder(), folder()];
    for (let file = 0; file < 101; file++) writeFileSync(join(cwd, `${file}.recharge.json`), "{}");
    const validate = () => runCli(["validate"], { cwd, env: { NODE_COMPILE_CACHE: cache } });
    await validate();
    const code = kept(cache);
    expect(code.size).toBe(2);
    await validate();
    expect(kept(cache)).toEqual(code);
  });

  it.each<[string, (code: Buffer) => Buffer]>([
    ["cut", (code) => code.subarray(0, code.length / 2)],
    ["nothing at all", () => Buffer.alloc(0)],
    ["of another source", (code) => Buffer.concat([Buffer.alloc(4), code.subarray(4)])],
  ])("is made anew when what was kept is %s", async (_, spoil) => {
    const cache = folder();
    const first = await explain(cache);
    const code = kept(cache);
    for (const [name, bytes] of code) writeFileSync(join(cache, "recharge", name), spoil(bytes));
    expect(await explain(cache)).toEqual(first);
    expect([...kept(cache).keys()]).toEqual([...code.keys()]);
    for (const [name, bytes] of kept(cache)) expect(bytes, name).not.toEqual(spoil(code.get(name) ?? bytes));
  });

  it("is not taken from where others could have put it", async () => {
    const cache = folder();
    mkdirSync(join(cache, "recharge"));
    chmodSync(join(cache, "recharge"), 0o777);
    expect((await explain(cache)).code).toBe(0);
    expect(kept(cache).size).toBe(0);
  });

  it("is not kept where that is not wanted, or not possible", async () => {
    const cache = folder();
    await explain(cache, { NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(readdirSync(cache)).toEqual([]);
    writeFileSync(join(cache, "recharge"), "");
    expect((await explain(cache)).code).toBe(0);
  });

  it("leaves nothing behind when it cannot get its name", async () => {
    const cache = folder();
    await explain(cache);
    const names = [...kept(cache).keys()];
    for (const name of names) {
      rmSync(join(cache, "recharge", name));
      mkdirSync(join(cache, "recharge", name));
    }
    expect((await explain(cache)).code).toBe(0);
    expect(readdirSync(join(cache, "recharge"))).toEqual(names);
  });

  it("is not kept for what was mistyped", async () => {
    const cache = folder();
    expect((await runCli(["explian"], { env: { NODE_COMPILE_CACHE: cache } })).code).toBe(2);
    expect(kept(cache).size).toBe(0);
  });
});
