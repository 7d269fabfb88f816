/** `npm run audit`, against a registry of our own: what is known, what is not, and what nobody said. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import * as http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { listen } from "./cloud/servers.ts";

const advisory = {
  id: 1,
  url: "https://example.com/advisory",
  title: "Something bad",
  severity: "high",
  vulnerable_versions: "<=99.0.0",
  cwe: [],
  cvss: { score: 0 },
};
/** What a registry says about a package, as far as npm wants to know it here. */
const packument = (name: string) => ({
  name,
  "dist-tags": { latest: "1.0.0" },
  versions: { "1.0.0": { name, version: "1.0.0" } },
});

/** @param advisories the answer to what is asked about all packages; undefined: no answer */
async function audit(advisories: object | undefined): Promise<{ code: number | null; output: string }> {
  const server = http.createServer((request, response) => {
    request.resume();
    const answer = request.method === "POST" ? advisories : packument(decodeURIComponent(request.url?.slice(1) ?? ""));
    response.writeHead(answer ? 200 : 405, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  const port = await listen(server);
  const cache = mkdtempSync(join(tmpdir(), "audit-"));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const registry = `http://127.0.0.1:${port}/`;
  const env = { ...process.env, npm_config_registry: registry, npm_config_cache: cache, npm_config_fetch_retries: "0" };
  const child = spawn(process.execPath, ["scripts/audit.mts"], { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const [code] = await once(child, "close");
  return { code, output };
}

it("says when nothing is known against what is delivered", async () => {
  const { code, output } = await audit({});
  expect(output).toMatch(/^0 of [1-9]\d* packages at run time have a known vulnerability\.\n$/);
  expect(code).toBe(0);
});

it("fails for a known vulnerability, and names it", async () => {
  const { code, output } = await audit({ ajv: [advisory] });
  expect(output).toContain("ajv *: high. Something bad https://example.com/advisory");
  expect(code).toBe(1);
});

it("fails when the registry does not answer, and does not call that good", async () => {
  const { code, output } = await audit(undefined);
  expect(output).toMatch(/^Not checked: the registry gave no answer about vulnerabilities\. 405 /);
  expect(code).toBe(2);
});
