/** Who an operation runs as and where it goes: the sandbox, or a profile of the user. */
import * as vscode from "vscode";
import { Endpoint, EndpointError } from "../../cloud/api/endpoint.ts";
import { findProfile, listProfiles, standardSources } from "../../cloud/credentials/chain.ts";
import type { Credential } from "../../cloud/credentials/credential.ts";
import { CredentialError, type Profile, type ProfileSource } from "../../cloud/credentials/profile.ts";
import { environmentDummy, sandboxCredential } from "../../cloud/credentials/sandbox.ts";
import { command, type ErrorAction, UserCancelledError, UserError } from "../errors.ts";
import { openSetting, readSettings } from "../settings.ts";
import type { SandboxControl } from "./sandbox.ts";
import type { Sites } from "./sites.ts";

export interface Account {
  /** As shown to the user. */
  name: string;
  credential: Credential;
  endpoint: Endpoint;
  /** Region of files that name none. */
  region: string | undefined;
  /** Folder of the journal when it is not the user's. */
  journal: string | undefined;
}

export class Accounts {
  private readonly sandbox: SandboxControl;
  private readonly sites: Sites;
  private readonly sources: readonly ProfileSource[];

  /** @param stored the source that comes before those of the official tools. */
  constructor(stored: ProfileSource, sandbox: SandboxControl, sites: Sites) {
    this.sandbox = sandbox;
    this.sites = sites;
    this.sources = [stored, ...standardSources()];
  }

  /** All profiles there are; the role of a virtual machine only where there is one. */
  async list(): Promise<Profile[]> {
    const all = await listProfiles(this.sources);
    return all.filter(({ source, isDefault }) => source !== "cvm-role" || isDefault);
  }

  /** The profile in use, its secrets untouched. */
  selected(): Promise<Profile | undefined> {
    return findProfile(this.sources, readSettings().profile || undefined);
  }

  /** The sandbox of this window runs. */
  get inOwnSandbox(): boolean {
    return this.sandbox.running !== undefined;
  }

  /** Where everything goes at present, when it is a sandbox. */
  get sandboxEndpoint(): Endpoint | undefined {
    const endpoint = this.sandbox.running?.endpoint ?? readEndpoint();
    return endpoint instanceof Endpoint && endpoint.sandbox ? endpoint : undefined;
  }

  /** Why the endpoint of the settings cannot be used, when it counts and cannot. */
  get endpointProblem(): string | undefined {
    const endpoint = this.sandbox.running ? undefined : readEndpoint();
    return endpoint instanceof EndpointError ? problemText(endpoint) : undefined;
  }

  /**
   * The account in use, after signing in where that is needed.
   * @throws UserError for settings or credentials that cannot be used, UserCancelledError when none are given.
   */
  async current(): Promise<Account> {
    const { sandboxEndpoint } = this;
    if (sandboxEndpoint) return await this.ofSandbox(sandboxEndpoint);
    const endpoint = endpointSetting();
    const profile = (await this.selected()) ?? (await this.signedIn());
    return await ofProfile(profile, async () => endpoint ?? Endpoint.ofSite(await this.sites.of(profile)));
  }

  /**
   * The account in use; undefined when a person would have to sign in or to name the site first.
   * @throws UserError for settings or credentials that cannot be used.
   */
  async quiet(): Promise<Account | undefined> {
    if (this.sandboxEndpoint) return await this.current();
    const endpoint = endpointSetting();
    const profile = await this.selected();
    return profile && (endpoint ?? this.sites.known(profile)) ? await this.current() : undefined;
  }

  /** The account to settle an earlier operation with: the one in use, sent to where the operation went. */
  async at(endpoint: Endpoint): Promise<Account> {
    if (endpoint.sandbox) return await this.ofSandbox(endpoint);
    if (this.sandboxEndpoint) {
      throw new UserError(vscode.l10n.t("This operation went to {0}. Stop the sandbox to settle it.", endpoint.host));
    }
    return await ofProfile((await this.selected()) ?? (await this.signedIn()), async () => endpoint);
  }

  /** Whether `at` gives an account without asking anybody. */
  async isReadyAt(endpoint: Endpoint): Promise<boolean> {
    return endpoint.sandbox || (!this.sandboxEndpoint && (await this.selected()) !== undefined);
  }

  private async signedIn(): Promise<Profile> {
    const { profile: name } = readSettings();
    if (name) throw new UserError(vscode.l10n.t("There is no profile “{0}”.", name), switchProfile(), signIn());
    await signIn().run();
    const profile = await this.selected();
    if (!profile) throw new UserCancelledError();
    return profile;
  }

  /** Ours has its own key; another one may have been started with the dummy key of the environment. */
  private async ofSandbox(endpoint: Endpoint): Promise<Account> {
    const { running } = this.sandbox;
    const dummy = running ? undefined : await usable(environmentDummy());
    const credential = dummy && dummy !== "real" ? dummy : sandboxCredential();
    return { name: vscode.l10n.t("Sandbox"), credential, endpoint, region: undefined, journal: running?.journal };
  }
}

async function ofProfile(profile: Profile, endpoint: () => Promise<Endpoint>): Promise<Account> {
  const credential = await usable(profile.load());
  const { name, region } = profile;
  return { name, credential, endpoint: await endpoint(), region, journal: undefined };
}

/** @throws UserError in place of a CredentialError */
async function usable<T>(credential: Promise<T>): Promise<T> {
  try {
    return await credential;
  } catch (error) {
    if (!(error instanceof CredentialError)) throw error;
    throw new UserError(error.message, switchProfile(), signIn());
  }
}

/** @throws UserError when it cannot be used: for who is about to send something. */
function endpointSetting(): Endpoint | undefined {
  const endpoint = readEndpoint();
  if (!(endpoint instanceof EndpointError)) return endpoint;
  const title = vscode.l10n.t("Open Settings");
  throw new UserError(problemText(endpoint), { title, run: () => openSetting("recharge.endpoint") });
}

/** Undefined when there is none. */
function readEndpoint(): Endpoint | EndpointError | undefined {
  const { endpoint } = readSettings();
  if (!endpoint) return undefined;
  try {
    return Endpoint.parse(endpoint);
  } catch (error) {
    if (error instanceof EndpointError) return error;
    throw error;
  }
}

function problemText({ message }: EndpointError): string {
  return vscode.l10n.t("The setting {0} cannot be used. {1}", "recharge.endpoint", message);
}

function signIn(): ErrorAction {
  return command(vscode.l10n.t("Sign In"), "recharge.signIn");
}

function switchProfile(): ErrorAction {
  return command(vscode.l10n.t("Switch Profile"), "recharge.switchProfile");
}
