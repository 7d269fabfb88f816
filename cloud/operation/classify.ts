/**
 * What became of a request, judged by phase: before the first byte nothing was executed, afterwards only a closed list
 * of answers proves it. Never by error code: a server that closes during TLS and one that works and then resets both
 * look like `ECONNRESET`.
 */
import * as l10n from "@vscode/l10n";
import type { Retry } from "../api/error-table.ts";
import { ApiError, adviceFor } from "../api/errors.ts";
import { Failure, type FailureReason, LostReplyError } from "../api/failure.ts";
import { isTaskId } from "../task/fields.ts";
import type { Operation } from "./operation.ts";
import type { RecordedError } from "./outcome.ts";
import type { Reply } from "./ports.ts";
import type { ConnectResult, Verdict } from "./protocol/state.ts";

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
  const advice = error instanceof ApiError ? adviceFor(error.code) : undefined;
  if (!advice?.refused) {
    const duplicate = error instanceof ApiError && error.code === "InvalidParameter.DbDuplication";
    return { kind: "ambiguous", error: recorded(error), duplicate };
  }
  return { kind: "rejected", error: recorded(error), resend: RESEND[advice.retry] };
}

/** Why the same request may be accepted later. */
const RESEND: { readonly [R in Retry]?: "throttled" | "clock" } = { backoff: "throttled", "after-clock-fix": "clock" };

/** @param error what the call threw before its first byte was allowed */
export function classifyUnsent(error: unknown): ConnectResult {
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
