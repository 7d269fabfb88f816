import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { expect, it } from "vitest";

it("the bundled server has no way to the network, to other programs or to secrets", () => {
  const code = ["dist/server.js", "dist/re2.js"].map((file) => readFileSync(file, "utf8")).join("\n");
  const required = [...code.matchAll(/(?:require|import)\(["'](?:node:)?([\w/]+)["']\)/g)].map(([, name = ""]) => name);
  const used = builtinModules.filter((name) => required.includes(name));
  expect(used.sort()).toEqual(["fs", "fs/promises", "os", "path", "url", "util"]);
  expect(code.match(/\b(?:fetch|WebSocket|XMLHttpRequest)\s*\(/g)).toBeNull();
});
