/**
 * What became of a request, judged by phase: before the first byte nothing was executed, afterwards only a closed list
 * of answers proves it. Never by error code: a server that closes during TLS and one that works and then resets both
 * look like `ECONNRESET`.
 */
import * as l10n from "@vscode/l10n";
import { ApiError } from "./errors.ts";
import { Failure, type FailureReason, LostReplyError } from "./failure.ts";
import { isTaskId } from "./fields.ts";
import type { Operation } from "./operation.ts";
import type { RecordedError } from "./outcome.ts";
import type { Reply } from "./ports.ts";
import type { Connection, Verdict } from "./protocol/state.ts";

/**
 * Codes of answers that prove that the request was not executed. Of the codes documented for CreateKafkaRecharge
 * (614/56113) `InternalError`, `FailedOperation*` and `InvalidParameter.DbDuplication` do not: the task may exist.
 */
const REFUSED: readonly RegExp[] = [
  /^AuthFailure(\.|$)/,
  /^UnauthorizedOperation/,
  /^MissingParameter$/,
  /^UnknownParameter$/,
  /^InvalidParameterValue/,
  /^InvalidParameter$/,
  /^UnsupportedRegion$/,
  /^NoSuchVersion$/,
  /^InvalidAction$/,
  /^ActionOffline$/,
  /^ResourceNotFound\.TopicNotExist$/,
  /^OperationDenied(\.|$)/,
  /^LimitExceeded/,
  /^RequestLimitExceeded/,
];

/** Failures to connect that may pass by themselves. */
const PASSING: ReadonlySet<FailureReason> = new Set(["dns", "refused", "unreachable", "time-out", "reset"]);

/** @param reply an answer without an error: a create has succeeded only if it names a task */
export function classifyReply(kind: Operation["kind"], { Id, RequestId }: Reply): Verdict {
  const requestId = typeof RequestId === "string" && RequestId ? RequestId : undefined;
  if (kind !== "create") return { kind: "success", id: undefined, requestId };
  if (isTaskId(Id)) return { kind: "success", id: Id, requestId };
  const message = l10n.t("The answer does not say which task was created.");
  return { kind: "ambiguous", error: { code: undefined, message, requestId }, duplicate: false };
}

/** @param error what the call threw after its first byte was allowed */
export function classifySent(error: unknown): Verdict {
  if (!(error instanceof ApiError) || !REFUSED.some((pattern) => pattern.test(error.code))) {
    const duplicate = error instanceof ApiError && error.code === "InvalidParameter.DbDuplication";
    return { kind: "ambiguous", error: recorded(error), duplicate };
  }
  return { kind: "rejected", error: recorded(error), resend: resendOf(error.code) };
}

function resendOf(code: string): "throttled" | "clock" | undefined {
  if (code.startsWith("RequestLimitExceeded")) return "throttled";
  return code === "AuthFailure.SignatureExpire" ? "clock" : undefined;
}

/** @param error what the call threw before its first byte was allowed */
export function classifyUnsent(error: unknown): Connection {
  const reason = error instanceof Failure ? error.reason : "other";
  if (reason === "cancelled") return { kind: "cancelled" };
  return {
    kind: "not-sent",
    outcome: { kind: "not-sent", reason, error: recorded(error) },
    retry: PASSING.has(reason),
  };
}

/** Listing is not permitted, as opposed to impossible just now. */
export function isDenied(error: unknown): boolean {
  return (
    error instanceof ApiError && /^(AuthFailure\.)?UnauthorizedOperation|^OperationDenied\.ACLFailed$/.test(error.code)
  );
}

/** Reading again may help: the network, a limit, or the server's own trouble. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return /^(RequestLimitExceeded|InternalError|FailedOperation)/.test(error.code);
  return error instanceof LostReplyError || (error instanceof Failure && PASSING.has(error.reason));
}

/** An error in the form that may be shown and stored. What the server sent stays plain text. */
export function recorded(error: unknown): RecordedError {
  if (error instanceof ApiError) return { code: error.code, message: error.message, requestId: error.requestId };
  if (error instanceof LostReplyError && error.excerpt) {
    return { code: error.code, message: `${error.message} (${error.excerpt})`, requestId: undefined };
  }
  if (error instanceof Failure) return { code: error.code, message: error.message, requestId: undefined };
  return { code: undefined, message: error instanceof Error ? error.message : String(error), requestId: undefined };
}
