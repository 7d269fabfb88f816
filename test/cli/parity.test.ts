import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver-protocol";
import type { Finding } from "../../cli/findings.ts";
import { TestClient } from "../lsp/server-process.ts";
import { runCli } from "./run.ts";

/** Rules that depend on which other files there are. */
const ACROSS_FILES = ["R46", "R73", "R74"];
const SEVERITIES = ["error", "warning", "info", "hint"];

const fixtures = ["test/fixtures", "examples"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".recharge.json"))
    .map((name) => join(folder, name)),
);

async function fromEditor(locale: string): Promise<Finding[]> {
  const rules = Object.fromEntries(ACROSS_FILES.map((rule) => [rule, "off"]));
  const client = await TestClient.start({ initialize: { locale }, configuration: () => ({ rules }) });
  const found: Finding[] = [];
  for (const file of fixtures) {
    const uri = pathToFileURL(resolve(file)).href;
    await client.open(uri, readFileSync(file, "utf8").replace(/^\ufeff/, ""));
    found.push(...(await client.pull(uri)).map((diagnostic) => toFinding(file, diagnostic)));
  }
  await client.stop();
  return found;
}

function toFinding(file: string, { code, severity = 1, message, range, data }: Diagnostic): Finding {
  const rule = /^R\d/.test(String(code)) ? String(code) : null;
  const name = SEVERITIES[severity - 1] as Finding["severity"];
  return { file, code: String(code), rule, severity: name, message: String(message), pointer: data.pointer, range };
}

describe("editor and command line", () => {
  it.each([
    ["en", "C.UTF-8"],
    ["zh-cn", "zh_CN.UTF-8"],
  ])("say the same about every fixture, in %s", async (locale, environment) => {
    const off = ACROSS_FILES.flatMap((rule) => ["--rule", `${rule}=off`]);
    const { stdout } = await runCli(["validate", ...fixtures, "--format", "json", ...off], {
      env: { LC_ALL: environment },
    });
    const found: Finding[] = JSON.parse(stdout);
    expect(found.map((finding) => ({ ...finding, file: relative(".", finding.file) }))).toEqual(
      await fromEditor(locale),
    );
    expect(found.length).toBeGreaterThan(fixtures.length / 3);
  });
});
