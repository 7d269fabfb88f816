/** A user-data folder of VS Code that starts with nothing but settings. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Nothing that pops up, phones home or moves while somebody looks. */
const calm = {
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
};

/** A new temporary user-data folder; the caller removes it. */
export function makeProfile(settings: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "recharge-profile-"));
  mkdirSync(join(folder, "User"));
  writeFileSync(join(folder, "User/settings.json"), JSON.stringify({ ...calm, ...settings }, undefined, 2));
  return folder;
}
