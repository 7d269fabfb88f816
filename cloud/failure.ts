/**
 * Why a request did not get its answer. There are two kinds, told apart by phase and never by error code, because a
 * server that closes during TLS and one that works and then resets look the same (`ECONNRESET`).
 */

import * as l10n from "@vscode/l10n";

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
  const code = codeOf(error);
  const [reason, message] = explain(code ?? "", error, host);
  return new Failure(reason, message, code, error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function explain(code: string, error: unknown, host: string): [FailureReason, string] {
  const certificate = certificateProblem(code);
  if (certificate) {
    return ["certificate", l10n.t("The certificate of {0} is not trusted: {1} ({2})", host, certificate, code)];
  }
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "EAI_NODATA":
      return ["dns", l10n.t("The name {0} could not be resolved ({1}). Check the network and the DNS.", host, code)];
    case "ECONNREFUSED":
      return ["refused", l10n.t("{0} refused the connection.", host)];
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
      return ["unreachable", l10n.t("{0} cannot be reached ({1}). Check the network.", host, code)];
    case "ETIMEDOUT":
      return ["time-out", l10n.t("{0} did not answer in time.", host)];
    case "ECONNRESET":
    case "ECONNABORTED":
    case "EPIPE":
      return ["reset", l10n.t("The connection to {0} was closed.", host)];
    case "EPROTO":
      return ["tls", l10n.t("No secure connection to {0} could be agreed on ({1}).", host, code)];
  }
  if (code.startsWith("ERR_SSL_")) {
    return ["tls", l10n.t("No secure connection to {0} could be agreed on ({1}).", host, code)];
  }
  if (code.startsWith("HPE_")) return ["reply", l10n.t("{0} did not answer in HTTP ({1}).", host, code)];
  const message = error instanceof Error ? error.message : String(error);
  return ["other", l10n.t("The connection to {0} failed: {1}", host, message)];
}

/** OpenSSL's verification results, as Node names them (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
function certificateProblem(code: string): string | undefined {
  switch (code) {
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return l10n.t("it was issued for another name.");
    case "CERT_HAS_EXPIRED":
      return l10n.t("it has expired. Check the clock of this computer.");
    case "CERT_NOT_YET_VALID":
      return l10n.t("it is not valid yet. Check the clock of this computer.");
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return l10n.t("it is self-signed. A proxy that inspects traffic may stand between.");
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return l10n.t("its issuer is unknown. A proxy that inspects traffic may stand between.");
    case "CERT_REVOKED":
    case "CERT_UNTRUSTED":
    case "CERT_REJECTED":
    case "CERT_SIGNATURE_FAILURE":
    case "INVALID_PURPOSE":
    case "INVALID_CA":
      return l10n.t("it was rejected.");
    default:
      return undefined;
  }
}
