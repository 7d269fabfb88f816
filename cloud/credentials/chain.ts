/** Which credentials to use: the named profile, or the first source that has a default one. */

import { homedir } from "node:os";
import * as l10n from "@vscode/l10n";
import type { Credential } from "./credential.ts";
import { cvmRoleSource } from "./cvm-role.ts";
import { type Environment, environmentSource } from "./environment.ts";
import { iniSource } from "./ini.ts";
import type { Profile, ProfileSource } from "./profile.ts";
import { tccliSource } from "./tccli.ts";

export interface Resolved {
  profile: Profile;
  credential: Credential;
}

/** No source has what was asked for. The message lists where it was looked for. */
export class NoCredentialError extends Error {
  override readonly name = "NoCredentialError";
}

/** In the order of the official SDKs, then tccli's profiles. */
export function standardSources(env: Environment = process.env, home: string = homedir()): ProfileSource[] {
  return [environmentSource(env), iniSource(env, home), tccliSource(env, home), cvmRoleSource()];
}

export async function listProfiles(sources: readonly ProfileSource[]): Promise<Profile[]> {
  return (await Promise.all(sources.map((source) => source.list()))).flat();
}

/** The profile of that name, else the default of the first source that has one; undefined when there is none. */
export async function findProfile(sources: readonly ProfileSource[], name?: string): Promise<Profile | undefined> {
  for (const source of sources) {
    const profiles = await source.list();
    const profile = profiles.find((candidate) => (name === undefined ? candidate.isDefault : isNamed(candidate, name)));
    if (profile) return profile;
  }
  return undefined;
}

/**
 * A source that has credentials which cannot be used ends the search: another account in their place would surprise.
 * @param name A profile's name, or `<source>:<name>`; undefined for the default.
 * @throws CredentialError | NoCredentialError
 */
export async function resolveProfile(sources: readonly ProfileSource[], name?: string): Promise<Resolved> {
  const profile = await findProfile(sources, name);
  if (profile) return { profile, credential: await profile.load() };
  const places = sources.map((source) => source.place).join(l10n.t(", "));
  throw new NoCredentialError(
    name === undefined
      ? l10n.t("No credentials were found. Looked for in: {0}.", places)
      : l10n.t("There is no profile “{0}”. Looked for in: {1}.", name, places),
  );
}

function isNamed(profile: Profile, name: string): boolean {
  return profile.name === name || `${profile.source}:${profile.name}` === name;
}
