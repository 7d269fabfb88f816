/** Credential profiles kept in VS Code's secret storage: one more source for the chain. */
import * as vscode from "vscode";
import type { Site } from "../../cloud/api/endpoint.ts";
import type { KeyPair } from "../../cloud/credentials/credential.ts";
import { checkedCredential, type Profile, type ProfileSource } from "../../cloud/credentials/profile.ts";
import type { SecretMap } from "../secrets/secret-store.ts";

export interface StoredProfile extends KeyPair {
  site: Site;
  /** Region of files that name none. */
  region?: string;
}

/** The profile that was stored first is the default. */
export function storedSource(profiles: SecretMap<StoredProfile>): ProfileSource {
  const place = vscode.l10n.t("VS Code's secret storage");
  const renew = vscode.l10n.t("Sign in again.");
  return {
    kind: "stored",
    place,
    async list() {
      return [...(await profiles.all())].map(
        ([name, stored], index): Profile => ({
          name,
          source: "stored",
          origin: place,
          isDefault: index === 0,
          region: stored.region,
          site: stored.site,
          load: async () => checkedCredential(place, stored, renew),
        }),
      );
    },
  };
}
