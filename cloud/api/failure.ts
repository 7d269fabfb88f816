/**
 * Why a request did not get its answer. There are two kinds, told apart by phase and never by error code, because a
 * server that closes during TLS and one that works and then resets look the same (`ECONNRESET`).
 */

import * as l10n from "@vscode/l10n";
import { codeOf } from "../error-code.mts";

export type FailureReason =
  | "dns"
  | "refused"
  | "unreachable"
  | "time-out"
  | "certificate"
  | "tls"
  | "proxy"
  | "reset"
  | "cancelled"
  /** `onConnected` rejected; its error is the `cause`. */
  | "not-recorded"
  /** Refused by us before anything happened. */
  | "unsafe"
  | "too-large"
  /** An answer came, but not one of the API: see `status` and `excerpt`. */
  | "reply"
  | "other";

/** A plain reason, as a sentence, without any secret. */
export class Failure extends Error {
  readonly reason: FailureReason;
  readonly code: string | undefined;
  constructor(reason: FailureReason, message: string, code?: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.code = code;
  }
}

/** Nothing was written to the server: the request has certainly not been executed. */
export class NotSentError extends Failure {
  override readonly name = "NotSentError";
  constructor(failure: Failure) {
    super(failure.reason, failure.message, failure.code, failure.cause);
  }
}

/** Bytes may have arrived: the request may have been executed. */
export class LostReplyError extends Failure {
  override readonly name = "LostReplyError";
  /** HTTP status, when an answer began. */
  readonly status: number | undefined;
  /** The first 200 characters of the answer as plain text. Untrusted. */
  readonly excerpt: string | undefined;
  constructor(failure: Failure, status?: number, excerpt?: string) {
    super(failure.reason, failure.message, failure.code, failure.cause);
    this.status = status;
    this.excerpt = excerpt;
  }
}

/** Puts whatever was thrown on the way to `host` into plain words. */
export function toFailure(error: unknown, host: string): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error) ?? "";
  const reason = NO_PROXY.test(text) ? "proxy" : reasonOf(code);
  return new Failure(reason, describe(reason, code, host, text), code || undefined, error);
}

/** VS Code's proxy agent says so, without a code, when a proxy is down. */
const NO_PROXY = /^Failed to establish a socket connection to proxies/;

/** Node's and OpenSSL's codes (https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html). */
const REASONS: Readonly<Record<string, FailureReason>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "time-out",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  EPROTO: "tls",
};

function reasonOf(code: string): FailureReason {
  if (Object.hasOwn(certificateProblems(), code)) return "certificate";
  if (code.startsWith("ERR_SSL_")) return "tls";
  if (code.startsWith("HPE_")) return "reply";
  return (Object.hasOwn(REASONS, code) && REASONS[code]) || "other";
}

function describe(reason: FailureReason, code: string, host: string, text: string): string {
  switch (reason) {
    case "dns":
      return l10n.t("The name {0} could not be resolved ({1}). Check the network and the DNS.", host, code);
    case "refused":
      return l10n.t("{0} refused the connection.", host);
    case "unreachable":
      return l10n.t("{0} cannot be reached ({1}). Check the network.", host, code);
    case "time-out":
      return l10n.t("{0} did not answer in time.", host);
    case "reset":
      return l10n.t("The connection to {0} was closed.", host);
    case "tls":
      return l10n.t("No secure connection to {0} could be agreed on ({1}).", host, code);
    case "certificate":
      return l10n.t(
        "The certificate of {0} is not trusted: {1} ({2})",
        host,
        String(certificateProblems()[code]),
        code,
      );
    case "reply":
      return l10n.t("{0} did not answer in HTTP ({1}).", host, code);
    case "proxy":
      return l10n.t("No proxy connected to {0}. Check the proxy settings. ({1})", host, text);
    default:
      return l10n.t("The connection to {0} failed: {1}", host, text);
  }
}

/** What is wrong with a certificate, by the code of its verification. */
function certificateProblems(): Readonly<Record<string, string>> {
  const name = l10n.t("it was issued for another name.");
  const selfSigned = l10n.t("it is self-signed. A proxy that inspects traffic may stand between.");
  const issuer = l10n.t("its issuer is unknown. A proxy that inspects traffic may stand between.");
  const rejected = l10n.t("it was rejected.");
  return {
    ERR_TLS_CERT_ALTNAME_INVALID: name,
    HOSTNAME_MISMATCH: name,
    CERT_HAS_EXPIRED: l10n.t("it has expired. Check the clock of this computer."),
    CERT_NOT_YET_VALID: l10n.t("it is not valid yet. Check the clock of this computer."),
    DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
    SELF_SIGNED_CERT_IN_CHAIN: selfSigned,
    UNABLE_TO_GET_ISSUER_CERT: issuer,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: issuer,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: issuer,
    CERT_REVOKED: rejected,
    CERT_UNTRUSTED: rejected,
    CERT_REJECTED: rejected,
    CERT_SIGNATURE_FAILURE: rejected,
    INVALID_PURPOSE: rejected,
    INVALID_CA: rejected,
  };
}
