import { build } from "esbuild";
import { expect, it } from "vitest";

it("the server's browser entry needs nothing of Node", async () => {
  const { outputFiles, warnings } = await build({
    entryPoints: ["server/src/browser.ts"],
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
    logLevel: "silent",
    define: { VERSION: '"test"' },
  });
  expect(warnings).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/\brequire\(["'](?:node:|fs|path|os|util|url)/);
});
