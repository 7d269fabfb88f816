import * as l10n from "@vscode/l10n";

/** What a source of credentials yields, before it is checked. */
export interface KeyPair {
  secretId: string;
  secretKey: string;
  /** Present with temporary credentials only. */
  token?: string | undefined;
  /** Unix milliseconds. */
  expiresAt?: number | undefined;
}

/** A value no request can carry: header values are printable ASCII. The message names the part, never its value. */
export class MalformedCredentialError extends Error {
  override readonly name = "MalformedCredentialError";
}

/**
 * A key pair that does not show itself: `JSON.stringify`, `util.inspect`, `String` and a spread see the masked id only.
 * @throws MalformedCredentialError for an empty part, and for one with blanks inside or characters beyond ASCII.
 */
export class Credential {
  readonly #secretId: string;
  readonly #secretKey: string;
  readonly #token: string | undefined;
  readonly #expiresAt: number | undefined;

  constructor(pair: KeyPair) {
    this.#secretId = printable(pair.secretId, "SecretId");
    this.#secretKey = printable(pair.secretKey, "SecretKey");
    this.#token = pair.token?.trim() ? printable(pair.token, "Token") : undefined;
    this.#expiresAt = pair.expiresAt;
  }

  get secretId(): string {
    return this.#secretId;
  }
  get secretKey(): string {
    return this.#secretKey;
  }
  get token(): string | undefined {
    return this.#token;
  }
  /** Unix milliseconds; undefined for credentials without an end. */
  get expiresAt(): number | undefined {
    return this.#expiresAt;
  }
  /** The id as it may be shown: enough to tell two keys apart. */
  get maskedId(): string {
    return maskId(this.#secretId);
  }

  toString(): string {
    return `Credential(${this.maskedId})`;
  }
  toJSON(): string {
    return this.toString();
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Keeps the first and last four characters of an id long enough to spare them. */
function maskId(secretId: string): string {
  return secretId.length >= 16 ? `${secretId.slice(0, 4)}****${secretId.slice(-4)}` : "****";
}

function printable(value: string, part: string): string {
  const text = value.trim();
  if (text === "") throw new MalformedCredentialError(l10n.t("The {0} is empty.", part));
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new MalformedCredentialError(
      l10n.t("The {0} has characters that no key has (blanks, quotes of a word processor, …). Copy it again.", part),
    );
  }
  return text;
}
