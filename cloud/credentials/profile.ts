/** Where credentials come from, as named profiles. A host adds its own source (VS Code: its secret storage). */

import * as l10n from "@vscode/l10n";
import type { Site } from "../api/endpoint.ts";
import { Credential, type KeyPair, MalformedCredentialError } from "./credential.ts";

type SourceKind = "stored" | "environment" | "ini" | "tccli" | "cvm-role";

export interface Profile {
  /** Unique within its source. */
  readonly name: string;
  readonly source: SourceKind;
  /** Where it was found, for people: a path, a kind of thing. */
  readonly origin: string;
  /** Taken when nobody names a profile. */
  readonly isDefault: boolean;
  readonly region: string | undefined;
  readonly site: Site | undefined;
  /** @throws CredentialError */
  load(): Promise<Credential>;
}

export interface ProfileSource {
  readonly kind: SourceKind;
  /** Where it looks, for people. */
  readonly place: string;
  /** Reads no secret that it does not need for the list. A source that is not there has no profiles. */
  list(): Promise<Profile[]>;
}

/**
 * `missing`: a part is not set. `malformed`, `unreadable`: see the message. `expired`: must be renewed where it came
 * from. `unsupported`: needs something this program does not do.
 */
export type CredentialProblem = "missing" | "malformed" | "unreadable" | "expired" | "unsupported";

/** Says where credentials were looked for and what is wrong with them; never a secret. */
export class CredentialError extends Error {
  override readonly name = "CredentialError";
  readonly problem: CredentialProblem;
  constructor(problem: CredentialProblem, origin: string, message: string, cause?: unknown) {
    super(l10n.t("Credentials from {0}: {1}", origin, message), { cause });
    this.problem = problem;
  }
}

/** What was found; any part may be missing. */
export type FoundPair = { [Part in keyof KeyPair]?: KeyPair[Part] | undefined };

/**
 * A credential that is complete and not over.
 * @param renew What to do when it is over.
 * @throws CredentialError
 */
export function checkedCredential(origin: string, pair: FoundPair, renew = "", now = Date.now()): Credential {
  const { secretId, secretKey, expiresAt } = pair;
  if (!secretId || !secretKey) {
    const part = secretId ? "SecretKey" : "SecretId";
    throw new CredentialError("missing", origin, l10n.t("The {0} is missing.", part));
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new CredentialError("expired", origin, l10n.t("They have expired. {0}", renew));
  }
  try {
    return new Credential({ ...pair, secretId, secretKey });
  } catch (error) {
    if (!(error instanceof MalformedCredentialError)) throw error;
    throw new CredentialError("malformed", origin, error.message);
  }
}
