/** `Recharge: Sign In`, `Sign Out`, `Switch Profile`. */
import * as vscode from "vscode";
import { Credential, type KeyPair, MalformedCredentialError } from "../../cloud/credentials/credential.ts";
import type { Profile } from "../../cloud/credentials/profile.ts";
import type { Commands } from "../commands.ts";
import { required } from "../errors.ts";
import type { SecretMap } from "../secrets/secret-store.ts";
import { openSetting, rememberProfile, rememberRegion } from "../settings.ts";
import type { Accounts } from "./account.ts";
import { askRegion } from "./region.ts";
import { askSite, siteName } from "./sites.ts";
import type { StoredProfile } from "./stored-profiles.ts";

export function activateSignIn(commands: Commands, profiles: SecretMap<StoredProfile>, accounts: Accounts): void {
  commands.register("recharge.signIn", () => signIn(profiles));
  commands.register("recharge.signOut", () => signOut(profiles));
  commands.register("recharge.switchProfile", () => switchProfile(accounts));
}

/** Asks step by step; nothing is kept unless every step was answered. */
async function signIn(profiles: SecretMap<StoredProfile>): Promise<void> {
  const title = vscode.l10n.t("Sign In");
  const site = await askSite(title);
  const secretId = await askPart(title, secretPrompt("SecretId"), (value) => ({ secretId: value, secretKey: "-" }));
  const secretKey = await askPart(title, secretPrompt("SecretKey"), (value) => ({ secretId, secretKey: value }));
  const tokenPrompt = vscode.l10n.t("Token, for temporary credentials only. Otherwise leave it empty.");
  const token = await askPart(title, tokenPrompt, (value) => ({ secretId, secretKey, token: value }));
  const everyTime = vscode.l10n.t("Ask when a file names none");
  const region = await askRegion(title, vscode.l10n.t("Region of task files that name none"), [everyTime]);
  const name = await askName(title, await profiles.all());
  await profiles.set(name, { secretId, secretKey, ...(token && { token }), site, ...(region && { region }) });
  await rememberProfile(`stored:${name}`);
  void vscode.window.showInformationMessage(vscode.l10n.t("Signed in as {0}. The keys are in secret storage.", name));
}

function secretPrompt(part: string): string {
  return vscode.l10n.t("{0}, from the console: Cloud Access Management, API Keys", part);
}

/** Every part is masked: an id on a shared screen is half of a leak. */
async function askPart(title: string, prompt: string, pair: (value: string) => KeyPair): Promise<string> {
  const validateInput = (value: string) => problemWith(pair(value));
  const value = await vscode.window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput,
  });
  return required(value).trim();
}

function problemWith(pair: KeyPair): string | undefined {
  try {
    new Credential(pair);
    return undefined;
  } catch (error) {
    if (error instanceof MalformedCredentialError) return error.message;
    throw error;
  }
}

/** The first profile needs no name of its own. */
async function askName(title: string, taken: ReadonlyMap<string, unknown>): Promise<string> {
  if (taken.size === 0) return "default";
  const value = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t("Name of this profile"),
    ignoreFocusOut: true,
    validateInput: (name) => {
      if (!name.trim()) return vscode.l10n.t("The profile is chosen by its name.");
      if (!taken.has(name.trim())) return undefined;
      const message = vscode.l10n.t("The profile of this name will be replaced.");
      return { message, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  return required(value).trim();
}

async function signOut(profiles: SecretMap<StoredProfile>): Promise<void> {
  const names = [...(await profiles.all()).keys()];
  if (names.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No credentials are kept in VS Code's secret storage."));
    return;
  }
  const title = vscode.l10n.t("Sign Out");
  const placeHolder = vscode.l10n.t("Whose keys shall be removed from VS Code's secret storage?");
  const name = required(await vscode.window.showQuickPick(names, { title, placeHolder, ignoreFocusOut: true }));
  await profiles.delete(name);
  await rememberProfile("");
  void vscode.window.showInformationMessage(vscode.l10n.t("Signed out. The keys of {0} are removed.", name));
}

async function switchProfile(accounts: Accounts): Promise<void> {
  const title = vscode.l10n.t("Switch Profile");
  const { sandboxEndpoint, inOwnSandbox } = accounts;
  const current = sandboxEndpoint ? undefined : await accounts.selected();
  const items: (vscode.QuickPickItem & { run: () => unknown })[] = [
    ...(sandboxEndpoint ? [leaveSandbox(inOwnSandbox)] : []),
    ...(await accounts.list()).map((profile) => ({
      label: profile.name,
      description: profile.origin,
      detail: [profile.site && siteName(profile.site), profile.region].filter(Boolean).join(" · "),
      iconPath: new vscode.ThemeIcon(isSame(profile, current) ? "check" : "blank"),
      run: () => rememberProfile(`${profile.source}:${profile.name}`),
    })),
    { label: "", kind: vscode.QuickPickItemKind.Separator, run: () => undefined },
    { label: vscode.l10n.t("Region…"), iconPath: new vscode.ThemeIcon("globe"), run: () => switchRegion() },
    {
      label: vscode.l10n.t("Sign In…"),
      iconPath: new vscode.ThemeIcon("add"),
      run: () => vscode.commands.executeCommand("recharge.signIn"),
    },
  ];
  await required(await vscode.window.showQuickPick(items, { title, matchOnDescription: true })).run();
}

function isSame({ source, name }: Profile, other: Profile | undefined): boolean {
  return source === other?.source && name === other.name;
}

function leaveSandbox(own: boolean) {
  const iconPath = new vscode.ThemeIcon("beaker");
  const detail = vscode.l10n.t("While it is in use, profiles do not count.");
  if (own) {
    const run = () => vscode.commands.executeCommand("recharge.stopSandbox");
    return { label: vscode.l10n.t("Stop Sandbox"), detail, iconPath, run };
  }
  const label = vscode.l10n.t("The setting {0} leads to a sandbox", "recharge.endpoint");
  return { label, detail, iconPath, run: () => openSetting("recharge.endpoint") };
}

async function switchRegion(): Promise<void> {
  const ofProfile = vscode.l10n.t("The profile's");
  await rememberRegion(
    await askRegion(vscode.l10n.t("Region"), vscode.l10n.t("Region of task files that name none"), [ofProfile]),
  );
}
