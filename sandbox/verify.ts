/**
 * Checks a request's TC3-HMAC-SHA256 signature over the bytes that arrived.
 * Source: "Signature v3" in the API documentation of any Tencent Cloud product.
 */
import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError, missingParameter } from "./envelope.ts";

export interface SignedRequest {
  method: string;
  /** Path with query string. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

export interface Credentials {
  secretId: string;
  secretKey: string;
  /** Set for temporary credentials: `X-TC-Token` has to carry it. */
  token?: string;
}

/** Seconds that a request's timestamp may be off. */
const tolerance = 300;

const authorizationPattern =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([^/]+)\/tc3_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/**
 * @param accepted the credentials there are
 * @param service the product's name in the credential scope, for example `cls`
 * @param now milliseconds since 1970
 * @throws ApiError AuthFailure.* or MissingParameter
 */
export function verify(request: SignedRequest, accepted: readonly Credentials[], service: string, now: number): void {
  const { headers } = request;
  const [, secretId, date, signedService, signedHeaders = "", signature] =
    authorizationPattern.exec(headers.authorization ?? "") ?? [];
  const names = signedHeaders.split(";");
  if (!secretId || !signedService || !names.includes("content-type") || !names.includes("host")) {
    throw new ApiError(
      "AuthFailure.InvalidAuthorization",
      "The Authorization header is not of the form `TC3-HMAC-SHA256 Credential=…/date/service/tc3_request, SignedHeaders=content-type;host…, Signature=…`.",
      "请求头部的 Authorization 不符合腾讯云标准。",
    );
  }
  const timestamp = checkedTimestamp(headers["x-tc-timestamp"], now);
  const credentials = accepted.find((candidate) => candidate.secretId === secretId);
  if (!credentials) {
    throw new ApiError("AuthFailure.SecretIdNotFound", "The SecretId is not found.", "密钥不存在。");
  }
  const utcDate = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const expected = hostCandidates(headers.host ?? "").map((host) => {
    const scope = `${utcDate}/${signedService}/tc3_request`;
    const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonicalRequest(request, names, host))}`;
    return hmac(hmac(hmac(hmac(`TC3${credentials.secretKey}`, utcDate), signedService), "tc3_request"), toSign);
  });
  const known = signedService === service || isLoopbackService(signedService, headers.host ?? "");
  if (!known || date !== utcDate || !expected.some((bytes) => bytes.toString("hex") === signature)) {
    throw new ApiError(
      "AuthFailure.SignatureFailure",
      "The provided credentials could not be validated. Please check your signature is correct.",
      "签名错误。签名计算错误，请对照调用方式中的签名方法文档检查签名计算过程。",
    );
  }
  if (headers["x-tc-token"] !== credentials.token) {
    throw new ApiError("AuthFailure.TokenFailure", "The token is wrong or has expired.", "token 错误。");
  }
}

function checkedTimestamp(header: string | string[] | undefined, now: number): number {
  if (header === undefined) throw missingParameter("Timestamp");
  const timestamp = Number(header);
  if (!/^\d{1,11}$/.test(String(header)) || Math.abs(timestamp - now / 1000) > tolerance) {
    throw new ApiError(
      "AuthFailure.SignatureExpire",
      `The signature has expired: \`X-TC-Timestamp\` and the server's time differ by more than ${tolerance} seconds.`,
      `签名过期。\`X-TC-Timestamp\` 和服务器接收到请求的时间相差不得超过 ${tolerance} 秒。`,
    );
  }
  return timestamp;
}

function canonicalRequest({ method, url, headers, body }: SignedRequest, names: string[], host: string): string {
  const [path = "/", query = ""] = url.split("?");
  const sorted = [...names].sort();
  const canonicalHeaders = sorted.map((name) => {
    const value = name === "host" ? host : String(headers[name] ?? "");
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  return [method, path, query, canonicalHeaders.join(""), sorted.join(";"), sha256(body)].join("\n");
}

/** The official SDKs sign the host name without the port that their Host header carries. */
function hostCandidates(host: string): string[] {
  return [host, host.replace(/:\d+$/, "")];
}

/** The official SDKs sign the first label of whatever endpoint they are given as the service: `127` for `127.0.0.1`. */
function isLoopbackService(service: string, host: string): boolean {
  return /^(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/.test(host) && service === host.split(".")[0];
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Uint8Array, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
