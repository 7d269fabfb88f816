/** Lines of docs/security.md that can be seen in manifest, lockfile and sources. */
import { globSync, readFileSync } from "node:fs";
import { globSync as globTree } from "tinyglobby";
import { describe, expect, it } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const manifest = JSON.parse(read("package.json"));
const { packages } = JSON.parse(read("package-lock.json"));

/** The files among these patterns in which something is found. */
function filesWith(pattern: RegExp, ...globs: string[]): string[] {
  const files = globSync(globs);
  expect(files.length).toBeGreaterThan(0);
  return files.filter((file) => pattern.test(read(file))).sort();
}

describe("settings that steer where secrets go", () => {
  const settings: Record<string, { scope?: string }> = Object.assign(
    {},
    ...[manifest.contributes.configuration].flat().map(({ properties }) => properties),
  );
  const users = Object.keys(settings).filter((name) => settings[name]?.scope === "application");

  it("are the user's alone", () => {
    expect(users).toEqual(expect.arrayContaining(["recharge.endpoint", "recharge.profile"]));
  });

  it("are restricted in an untrusted workspace, all of them, and no other name is", () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe("limited");
    expect([...restrictedConfigurations].sort()).toEqual([...users].sort());
  });

  it("have a scope chosen by us, as every setting has", () => {
    for (const [name, { scope }] of Object.entries(settings)) expect(scope, name).toBeDefined();
  });
});

describe("the extension", () => {
  it("brings in no other extension, and starts with task files only", () => {
    expect(manifest).not.toHaveProperty("extensionPack");
    expect(manifest).not.toHaveProperty("extensionDependencies");
    expect(manifest.activationEvents ?? []).not.toContainEqual(expect.stringMatching(/^(\*|onUri|onStartup)/));
  });

  it.each<[string, RegExp]>([
    ["web view that runs scripts", /enableScripts:(?!\s*false)|registerWebview|registerCustomEditor/],
    ["way in by a link", /registerUriHandler/],
    ["terminal or other program", /createTerminal|["'](?:node:)?child_process["']/],
    ["server of its own beside the sandbox", /\bcreateServer\(/],
    ["evaluated text", /\beval\(|new Function\(|node:vm/],
    ["Markdown that may run commands or hold HTML", /isTrusted\s*[:=]\s*(?!false)[^=\s]|supportHtml\s*[:=]\s*true/],
    ["telemetry", /createTelemetryLogger|telemetry/i],
  ])("has no %s", (_, pattern) => {
    expect(filesWith(pattern, "client/**/*.ts", "cloud/**/*.{ts,mts}")).toEqual([]);
  });

  it("has no way to the network but the transport, the proxy's tunnel and the metadata service of a machine", () => {
    const imported = /\b(?:from|import\(|require\()\s*["'](?:node:)?(?:http2?|https|net|tls|dgram|dns)(?:\/\w+)?["']/;
    // Not a parameter that is called so.
    const global = /^(?![\s\S]*\bfetch: \()[\s\S]*\bfetch\(/;
    const everywhere = ["client", "cloud", "cli", "document", "server"].map((folder) => `${folder}/**/*.{ts,mts}`);
    const ways = [imported, global].flatMap((pattern) => filesWith(pattern, ...everywhere));
    expect(ways.sort()).toEqual([
      "cloud/api/http-reply.ts",
      "cloud/api/proxy.ts",
      "cloud/api/secure.ts",
      "cloud/api/transport.ts",
      "cloud/credentials/cvm-role.ts",
    ]);
  });
});

describe("the schema", () => {
  it("is flat, so that checking takes no longer than reading", () => {
    expect(read("schemas/recharge.schema.json")).not.toMatch(/"(?:oneOf|anyOf)":/);
  });
});

describe("the lockfile", () => {
  const installed = Object.entries<Record<string, unknown>>(packages).filter(([path]) => path !== "");

  it("has a hash for every package, and each comes from the registry", () => {
    for (const [path, { integrity, resolved, link }] of installed) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(link, path).toBeUndefined();
      if (resolved !== undefined) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  it("has nothing at run time that runs a script when it is installed", () => {
    const scripted = installed.filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript);
    expect(scripted).toEqual([]);
  });

  it("has every dependency at one version, and a decision about each script of those for development", () => {
    const { dependencies, devDependencies, allowScripts } = manifest;
    for (const range of Object.values({ ...dependencies, ...devDependencies })) expect(range).toMatch(/^\d+\.\d+\.\d+/);
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    for (const [path] of scripted) expect(allowScripts).toHaveProperty([path.replace(/^.*node_modules\//, "")]);
  });
});

describe("the repository", () => {
  it("holds no text in the shape of a Tencent Cloud key but the documented example", () => {
    // Without git, which a new machine and a downloaded archive may lack.
    const ignored = read(".gitignore")
      .split("\n")
      .filter((line) => /^[^#]/.test(line));
    const files = globTree("**", { dot: true, ignore: [".git", ...ignored.map((line) => `**/${line}`)] });
    const found = files.flatMap((file) => read(file).match(/\bAKID[A-Za-z0-9_-]{32,}/g) ?? []);
    expect(found).not.toEqual([]);
    for (const id of found) expect(id).toMatch(/^AKIDEXAMPLE/);
  });
});
