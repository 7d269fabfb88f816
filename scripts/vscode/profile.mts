/** A user-data folder of VS Code that starts with nothing but settings. */
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Nothing that pops up, phones home or moves while somebody looks; saving as on the desktop. */
const calm = {
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.enabled": false,
  "remote.autoForwardPorts": false,
};

/** A new temporary user-data folder; the caller removes it. */
export function makeProfile(settings: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "recharge-profile-"));
  mkdirSync(join(folder, "User"));
  writeFileSync(join(folder, "User/settings.json"), JSON.stringify({ ...calm, ...settings }, undefined, 2));
  return folder;
}

/**
 * A folder of installed extensions that holds the source tree, by a link: whoever rebuilds it need only reload.
 * @param profile a folder of `makeProfile`
 */
export function linkedExtension(profile: string): string {
  const source = resolve(import.meta.dirname, "../..");
  const { publisher, name, version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const extensions = join(profile, "extensions");
  mkdirSync(extensions);
  symlinkSync(source, join(extensions, `${publisher}.${name}-${version}`), "dir");
  return extensions;
}

/**
 * Environment in which the extension finds neither accounts nor a journal but its own, whoever runs it.
 * @param profile a folder of `makeProfile`
 */
export function isolated(profile: string): Record<string, string | undefined> {
  const accounts = Object.keys(process.env).filter((name) => name.startsWith("TENCENTCLOUD_"));
  return {
    ...Object.fromEntries(accounts.map((name) => [name, undefined])),
    HOME: profile,
    CLS_RECHARGE_STATE_DIR: join(profile, "recharge-state"),
  };
}
