import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeNpmPackage } from "../../scripts/package-npm.mts";
import { folder } from "./run.ts";
import { task } from "./tasks.ts";

const contents = [
  "CHANGELOG.md",
  "CHANGELOG.zh-CN.md",
  "LICENSE",
  "README.md",
  "README.zh-CN.md",
  "THIRD_PARTY_NOTICES.txt",
  "bom.cdx.json",
  "dist/api.js",
  "dist/cli-local.js",
  "dist/cli-program.js",
  "dist/cli-remote.js",
  "dist/cli.js",
  "dist/l10n/bundle.l10n.zh-cn.json",
  "dist/re2.js",
  "dist/recharge.schema.json",
  "dist/sandbox.js",
  "dist/server.js",
  "package.json",
  "types/cli/api.d.ts",
  "types/cli/finding.d.ts",
  "types/document/config.d.ts",
  "types/schemas/generated/types.d.ts",
];

/** What a user of the library writes. */
const consumer = `
import { validate, type Finding, type RechargeFile } from "cls-recharge";
const name: NonNullable<RechargeFile["Name"]> = "orders";
// @ts-expect-error There is no such field.
const wrong: RechargeFile["Nmae"] = name;
export const found: Promise<Finding[]> = validate("{}", { rules: { R01: "warning" } });
export { wrong };
`;

describe("the npm package, installed somewhere else", () => {
  const home = folder();
  const installed = join(home, "node_modules/cls-recharge");
  const environment = { PATH: process.env.PATH ?? "", HOME: home, LC_ALL: "C.UTF-8" };
  const npm = (...args: string[]) =>
    execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: home,
      encoding: "utf8",
    });

  beforeAll(async () => {
    const stage = join(folder(), "package");
    await makeNpmPackage(stage);
    const archive = npm("pack", stage).trim();
    writeFileSync(join(home, "package.json"), "{}");
    npm("install", join(home, archive));
  }, 180_000);

  it("holds what it must and nothing else, without dependencies", () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1)).sort()).toEqual(
      contents,
    );
    expect(readdirSync(join(home, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["cls-recharge"]);
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(Object.keys(manifest)).not.toContain("dependencies");
    expect(Object.keys(manifest.engines)).toEqual(["node"]);
  });

  it("names in its bill of materials, with version and hash, every package of which it holds code", () => {
    const read = (name: string) => readFileSync(join(installed, name), "utf8");
    const { bomFormat, components } = JSON.parse(read("bom.cdx.json"));
    expect(bomFormat).toBe("CycloneDX");
    const listed: string[] = components.map((component: { "bom-ref": string; hashes: { alg: string }[] }) => {
      expect(component.hashes).toMatchObject([{ alg: "SHA-512" }]);
      return component["bom-ref"];
    });
    const bundled = [...read("THIRD_PARTY_NOTICES.txt").matchAll(/^-{79}\n(\S+) (\S+) \(/gm)];
    expect(bundled.length).toBeGreaterThan(0);
    for (const [, name, version] of bundled) expect(listed).toContain(`${name}@${version}`);
    expect(listed.some((name) => name.startsWith("vitest@"))).toBe(false);
  });

  it("brings the command", () => {
    writeFileSync(join(home, "orders.recharge.json"), task("orders"));
    const command = join(home, "node_modules/.bin/cls-recharge");
    const run = (...args: string[]) =>
      execFileSync(command, args, { cwd: home, env: environment, encoding: "utf8", stdio: "pipe" });
    expect(run("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run("validate")).toBe("✔ No problems in 1 file.\n");
    expect(JSON.parse(run("schema")).title).toBe("Kafka import task");
    expect(run("submit", ".", "--sandbox", "--yes")).toContain("created");
  });

  it("is a library, with types", () => {
    const script = `require("cls-recharge").validate("{}").then((found) => console.log(JSON.stringify(found)))`;
    const found = JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: home, encoding: "utf8" }));
    expect(found[0]).toMatchObject({ file: "<text>", rule: "R01", severity: "error" });
    const schema = `process.stdout.write(require("cls-recharge/schema").$schema)`;
    expect(execFileSync(process.execPath, ["-e", schema], { cwd: home, encoding: "utf8" })).toContain("draft-07");
    writeFileSync(join(home, "consumer.mts"), consumer);
    const compiler = resolve("node_modules/typescript/bin/tsc");
    const switches = ["--noEmit", "--strict", "--module", "nodenext", "--types", "", "consumer.mts"];
    expect(execFileSync(process.execPath, [compiler, ...switches], { cwd: home, encoding: "utf8" })).toBe("");
  });
});
