/** Who a run acts as and where its requests go. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { Endpoint, EndpointError, requireMatchingCredential } from "../../cloud/api/endpoint.ts";
import { NoCredentialError, resolveProfile, standardSources } from "../../cloud/credentials/chain.ts";
import type { Credential } from "../../cloud/credentials/credential.ts";
import { environmentRegion } from "../../cloud/credentials/environment.ts";
import { CredentialError } from "../../cloud/credentials/profile.ts";
import { environmentDummy, sandboxCredential } from "../../cloud/credentials/sandbox.ts";
import { UsageError } from "../exit.ts";
import { tell } from "../terminal.ts";

export interface AccountOptions {
  region?: string;
  endpoint?: string;
  profile?: string;
  sandbox?: true;
}

export interface Account {
  /** Where the credentials come from, for people. */
  origin: string;
  credential: Credential;
  endpoint: Endpoint;
  /** Of files that name none. */
  region: string | undefined;
  /** The journal's folder when it is not the user's own. */
  journal?: string;
  /** Ends what was started for this run. */
  close?(): Promise<void>;
}

/** @throws UsageError when there are no credentials, or they or the endpoint cannot be used. */
export async function openAccount(options: AccountOptions): Promise<Account> {
  try {
    return options.sandbox ? await ownSandbox(options.region) : await account(options);
  } catch (error) {
    if (error instanceof EndpointError || error instanceof CredentialError || error instanceof NoCredentialError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}

async function account({ endpoint: address, profile: name, region }: AccountOptions): Promise<Account> {
  const named = address === undefined ? undefined : Endpoint.parse(address);
  if (named?.sandbox) return await localAccount(named, name, region);
  const { profile, credential } = await resolveProfile(standardSources(), name);
  const endpoint = named ?? Endpoint.ofSite(profile.site ?? "international");
  requireMatchingCredential(endpoint, credential);
  return {
    origin: `${profile.name}, ${profile.origin}`,
    credential,
    endpoint,
    region: region ?? environmentRegion(process.env) ?? profile.region,
  };
}

/** A sandbox that runs already: with the dummy key of the environment, else with the sandbox's own. */
async function localAccount(endpoint: Endpoint, profile?: string, region?: string): Promise<Account> {
  const found = await environmentDummy();
  if (found === "real" || profile !== undefined) {
    tell(l10n.t("Credentials that may be real are never sent to a sandbox: its own key is used."));
    return sandboxAccount(endpoint, region);
  }
  return { ...sandboxAccount(endpoint, region), ...(found && { credential: found }) };
}

/** A sandbox for this run, with a journal of its own: its tasks end with it and must not be taken for real ones. */
async function ownSandbox(region?: string): Promise<Account> {
  const { startSandbox } = await import("./sandbox.ts");
  const sandbox = await startSandbox();
  const journal = await mkdtemp(join(tmpdir(), "cls-recharge-"));
  return {
    ...sandboxAccount(Endpoint.parse(sandbox.url), region),
    journal,
    close: async () => {
      await sandbox.close();
      await rm(journal, { recursive: true, force: true });
    },
  };
}

function sandboxAccount(endpoint: Endpoint, region = environmentRegion(process.env) ?? "ap-guangzhou"): Account {
  const origin = l10n.t("sandbox, nothing leaves this computer");
  return { origin, credential: sandboxCredential(), endpoint, region };
}
