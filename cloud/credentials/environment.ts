import * as l10n from "@vscode/l10n";
import type { Site } from "../api/endpoint.ts";
import type { Credential } from "./credential.ts";
import { CredentialError, checkedCredential, type Profile, type ProfileSource } from "./profile.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The official tools disagree on the name: tccli and the Go SDK, the Node SDK, Terraform. */
const TOKEN_NAMES = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"];

/** The profile `environment`, when any of its variables is set. */
export function environmentSource(env: Environment): ProfileSource {
  const place = l10n.t("the environment");
  return {
    kind: "environment",
    place,
    async list() {
      if (!env.TENCENTCLOUD_SECRET_ID && !env.TENCENTCLOUD_SECRET_KEY) return [];
      const profile: Profile = {
        name: "environment",
        source: "environment",
        origin: place,
        isDefault: true,
        region: environmentRegion(env),
        site: environmentSite(env),
        load: async () => load(env, place),
      };
      return [profile];
    },
  };
}

/** As tccli and Terraform read it. */
export function environmentRegion(env: Environment): string | undefined {
  return env.TENCENTCLOUD_REGION?.trim() || undefined;
}

/** Terraform's variable for the root domain tells the site. */
function environmentSite(env: Environment): Site | undefined {
  if (!env.TENCENTCLOUD_DOMAIN) return undefined;
  return /(^|\.)intl\./.test(env.TENCENTCLOUD_DOMAIN) ? "international" : "china";
}

function load(env: Environment, origin: string): Credential {
  for (const name of ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]) {
    if (!env[name]) throw new CredentialError("missing", origin, l10n.t("{0} is not set.", name));
  }
  const tokens = new Set(TOKEN_NAMES.map((name) => env[name]?.trim()).filter((token) => token));
  if (tokens.size > 1) {
    const names = TOKEN_NAMES.filter((name) => env[name]).join(", ");
    throw new CredentialError("malformed", origin, l10n.t("These variables hold different tokens: {0}.", names));
  }
  return checkedCredential(origin, {
    secretId: env.TENCENTCLOUD_SECRET_ID,
    secretKey: env.TENCENTCLOUD_SECRET_KEY,
    token: [...tokens][0],
  });
}
