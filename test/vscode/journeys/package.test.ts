import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePackage } from "../../../scripts/package.mts";
import { getEditor, latest } from "../../../scripts/vscode/editor.mts";
import { installExtension } from "../../../scripts/vscode/server.mts";
import { Workbench } from "./workbench.ts";

const steps = ["check", "new", "sandbox", "sign-in", "submit"];

/** All of it: what is not listed does not belong there. VS Code's packer renames three texts. */
const contents = [
  ".vsixmanifest",
  "LICENSE.txt",
  "README.zh-CN.md",
  "THIRD_PARTY_NOTICES.txt",
  "bom.cdx.json",
  "changelog.md",
  "dist/extension.js",
  "dist/l10n/bundle.l10n.zh-cn.json",
  "dist/re2.js",
  "dist/recharge.schema.json",
  "dist/sandbox.js",
  "dist/server.js",
  "images/activity.svg",
  "images/icon.png",
  "language-configuration.json",
  ...steps.flatMap((step) => [`media/walkthrough/${step}.md`, `media/walkthrough/${step}.nls.zh-cn.md`]),
  "package.json",
  "package.nls.json",
  "package.nls.zh-cn.json",
  "readme.md",
  "syntaxes/recharge.tmLanguage.json",
];

const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "recharge-vsix-"));
  const vsix = join(folder, "cls-recharge.vsix");
  const extensionsDir = join(folder, "extensions");
  beforeAll(async () => {
    await makePackage(vsix);
    await installExtension(await getEditor(latest), vsix, extensionsDir);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds what it must and nothing else", () => {
    const [installed = ""] = readdirSync(extensionsDir).filter((name) => name.startsWith("cls-recharge."));
    const root = join(extensionsDir, installed);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)));
    expect(paths.sort()).toEqual(contents.sort());
  });

  it("is at most 600 KB", () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(600 * 1024);
  });

  it("is the same, byte for byte, when it is made again", async () => {
    const again = join(folder, "again.vsix");
    await makePackage(again);
    expect(hashOf(again)).toBe(hashOf(vsix));
  });

  it("works once installed", async () => {
    const workbench = await Workbench.open({ extensionsDir });
    try {
      await workbench.openFile("quick-start.recharge.json");
      await workbench.page.locator("[id='status.editor.mode']").filter({ hasText: "CLS Recharge" }).waitFor();
      await workbench.runCommand("Recharge: Show Log");
      await workbench.page.locator("[id='workbench.panel.output']").filter({ hasText: "CLS Recharge" }).waitFor();
    } finally {
      await workbench.close();
    }
  });
});
