/** `npm run package`: the `.vsix`. The same sources give the same bytes. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildAll } from "./build.mts";
import { noticesFor } from "./notices.mts";
import { billOfMaterials, SBOM } from "./sbom.mts";

const root = resolve(import.meta.dirname, "..");

/** @returns what it printed on stdout */
function vsce(cwd: string, ...args: string[]): string {
  const executable = join(root, "node_modules/@vscode/vsce/vsce");
  // When files were written is no part of what they are. 1980 is where the time of zip files begins.
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.UTC(1980) / 1000), TZ: "UTC" };
  return execFileSync(process.execPath, [executable, ...args, "--no-dependencies"], { cwd, env, encoding: "utf8" });
}

/**
 * Builds for production in a folder of its own, so that nobody's `dist/` changes, and packs what `.vscodeignore` allows.
 * @param target path of the `.vsix`
 */
export async function makePackage(target: string): Promise<void> {
  const stage = mkdtempSync(join(tmpdir(), "recharge-package-"));
  try {
    const metafiles = await buildAll(join(stage, "dist"), true);
    writeFileSync(join(stage, "THIRD_PARTY_NOTICES.txt"), noticesFor(metafiles));
    writeFileSync(join(stage, SBOM), billOfMaterials());
    for (const file of [...vsce(root, "ls").trim().split("\n"), ".vscodeignore"]) {
      if (!file.startsWith("dist/")) cpSync(join(root, file), join(stage, file));
    }
    vsce(stage, "package", "--out", target);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const target = join(root, `${name}-${version}.vsix`);
  await makePackage(target);
  console.log(`${target}: ${Math.ceil(statSync(target).size / 1024)} KB`);
}
