/** Which of Tencent Cloud's two sites an account belongs to: keys of one do not work on the other. */
import * as vscode from "vscode";
import { Endpoint, type Site } from "../../cloud/api/endpoint.ts";
import type { Profile } from "../../cloud/credentials/profile.ts";
import { required } from "../errors.ts";

export class Sites {
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** As the profile says; else as the user said once. */
  async of(profile: Profile): Promise<Site> {
    const known = this.known(profile);
    if (known) return known;
    const site = await askSite(vscode.l10n.t("Site of {0}", profile.name));
    await this.memory.update(keyOf(profile), site);
    return site;
  }

  /** Asks nobody. */
  known(profile: Profile): Site | undefined {
    return profile.site ?? this.memory.get<Site>(keyOf(profile));
  }
}

function keyOf({ source, name }: Profile): string {
  return `site:${source}:${name}`;
}

export function siteName(site: Site): string {
  return site === "china" ? vscode.l10n.t("Tencent Cloud China") : vscode.l10n.t("Tencent Cloud International");
}

export async function askSite(title: string): Promise<Site> {
  const sites: readonly Site[] = ["international", "china"];
  const items = sites.map((site) => ({ label: siteName(site), description: Endpoint.ofSite(site).host, site }));
  const placeHolder = vscode.l10n.t("Which site does the account belong to? Keys of one do not work on the other.");
  return required(await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true })).site;
}
