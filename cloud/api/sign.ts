/**
 * TC3-HMAC-SHA256, the request signature of Tencent Cloud API 3.0
 * (https://www.tencentcloud.com/document/product/614/56098), for `POST /` without a query.
 */

import { createHmac } from "node:crypto";
import { sha256 } from "../hash.ts";

const ALGORITHM = "TC3-HMAC-SHA256";

export interface SignedParts {
  /** The headers to sign, by lower-case name, with the very values that are sent. */
  headers: Readonly<Record<string, string>>;
  /** The exact bytes of the body. */
  body: Uint8Array;
}

export interface SigningKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
}

/**
 * @param timestamp Unix time in whole seconds; the scope's date is its day in UTC.
 * @param service What the credential scope names (`cls`); not derived from the host.
 * @returns The headers that carry the signature. The token is not signed.
 */
export function sign(
  parts: SignedParts,
  key: SigningKey,
  timestamp: number,
  service: string,
): Record<"Authorization" | "X-TC-Timestamp", string> & Partial<Record<"X-TC-Token", string>> {
  const names = Object.keys(parts.headers).sort();
  const canonicalHeaders = names.map((name) => `${name}:${parts.headers[name]?.trim().toLowerCase()}\n`).join("");
  const signedHeaders = names.join(";");
  const canonicalRequest = `POST\n/\n\n${canonicalHeaders}\n${signedHeaders}\n${sha256(parts.body)}`;

  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const stringToSign = `${ALGORITHM}\n${timestamp}\n${scope}\n${sha256(canonicalRequest)}`;
  const signingKey = [date, service, "tc3_request"].reduce<string | Buffer>(hmac, `TC3${key.secretKey}`);
  const signature = hmac(signingKey, stringToSign).toString("hex");

  return {
    Authorization: `${ALGORITHM} Credential=${key.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    "X-TC-Timestamp": String(timestamp),
    ...(key.token === undefined ? {} : { "X-TC-Token": key.token }),
  };
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
