/** The language server reads what people write and holds nothing that could leave: it cannot even try. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import { WITHOUT_NETWORK } from "./server-process.ts";

it("the bundled server has no way to the network, to other programs or to secrets", () => {
  const code = ["dist/server.js", "dist/re2.js"].map((file) => readFileSync(file, "utf8")).join("\n");
  const required = [...code.matchAll(/(?:require|import)\(["'](?:node:)?([\w/]+)["']\)/g)].map(([, name = ""]) => name);
  const used = builtinModules.filter((name) => required.includes(name));
  expect(used.sort()).toEqual(["fs", "fs/promises", "os", "path", "url", "util"]);
  expect(code.match(/\b(?:fetch|WebSocket|XMLHttpRequest)\s*\(/g)).toBeNull();
});

/** Every server of these tests runs like this, so each of them would fail with the first attempt. */
describe("a program that runs as the servers of these tests", () => {
  const run = (script: string) => spawnSync(process.execPath, [...WITHOUT_NETWORK, "-e", script], { encoding: "utf8" });

  it.each([
    ['require("net").connect(1)', "net"],
    ['require("node:http").get("http://127.0.0.1:1/")', "node:http"],
    ['require("https")', "https"],
    ['require("dns/promises")', "dns/promises"],
    ['require("child_process").execSync("true")', "child_process"],
    ['process.getBuiltinModule("tls")', "tls"],
    ['fetch("http://127.0.0.1:1/")', "fetch"],
    ["new WebSocket('ws://127.0.0.1:1/')", "WebSocket"],
  ])("ends at %s", (script, what) => {
    expect(run(script)).toMatchObject({ status: 99, stderr: `no way out: ${what}\n` });
  });

  it("may do everything else", () => {
    expect(run('process.stdout.write(require("path").basename("/a/b"))')).toMatchObject({ status: 0, stdout: "b" });
  });
});
