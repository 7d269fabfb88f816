import { describe, expect, it } from "vitest";
import { ApiError } from "../../../cloud/api/errors.ts";
import { Failure, type FailureReason, LostReplyError, NotSentError } from "../../../cloud/api/failure.ts";
import {
  classifyReply,
  classifySent,
  classifyUnsent,
  isDenied,
  isPassing,
  recorded,
} from "../../../cloud/operation/classify.ts";

const api = (code: string) => new ApiError(code, "words", "request");
const error = (code: string) => ({ code, message: "words", requestId: "request" });

describe("an answer without an error", () => {
  it("has created what it names", () => {
    expect(classifyReply("create", { Id: "id", RequestId: "r" })).toEqual({
      kind: "success",
      id: "id",
      requestId: "r",
    });
  });

  const odd = [" ", "id ", "i d", "id\n", "id\u200b", "任务", "x".repeat(129)];
  it.each([undefined, null, "", 7, {}, ["id"], true, ...odd])("that names %j has created nobody knows what", (Id) => {
    expect(classifyReply("create", { Id, RequestId: "r" })).toEqual({
      kind: "ambiguous",
      error: { code: undefined, message: "The answer does not say which task was created.", requestId: "r" },
      duplicate: false,
    });
  });

  it.each(["b53fe5be-7ee3-4031-8043-5a73bad4f572", "!", "~", "x".repeat(128)])("may name a task %s", (Id) => {
    expect(classifyReply("create", { Id, RequestId: "r" })).toMatchObject({ kind: "success", id: Id });
  });

  it.each(["modify", "pause", "resume", "delete"] as const)("is enough to %s", (kind) => {
    expect(classifyReply(kind, { RequestId: "r", Id: "odd" })).toEqual({
      kind: "success",
      id: undefined,
      requestId: "r",
    });
  });

  it.each([undefined, "", 5])("may have no RequestId: %j", (RequestId) => {
    expect(classifyReply("create", { Id: "id", RequestId })).toMatchObject({ requestId: undefined });
  });
});

describe("after the first byte", () => {
  it.each([
    "AuthFailure",
    "AuthFailure.SignatureFailure",
    "AuthFailure.TokenFailure",
    "AuthFailure.SecretIdNotFound",
    "UnauthorizedOperation",
    "UnauthorizedOperation.CamNoAuth",
    "MissingParameter",
    "UnknownParameter",
    "InvalidParameterValue",
    "InvalidParameterValue.Anything",
    "InvalidParameter",
    "UnsupportedRegion",
    "NoSuchVersion",
    "InvalidAction",
    "ActionOffline",
    "ResourceNotFound.TopicNotExist",
    "OperationDenied",
    "OperationDenied.AccountIsolate",
    "LimitExceeded",
    "LimitExceeded.Tasks",
  ])("%s proves that nothing was executed", (code) => {
    expect(classifySent(api(code))).toEqual({ kind: "rejected", error: error(code), resend: undefined });
  });

  it.each([
    ["RequestLimitExceeded", "throttled"],
    ["RequestLimitExceeded.UinLimitExceeded", "throttled"],
    ["AuthFailure.SignatureExpire", "clock"],
  ])("%s does too, and the same request may be sent again: %s", (code, resend) => {
    expect(classifySent(api(code))).toEqual({ kind: "rejected", error: error(code), resend });
  });

  it.each([
    "InternalError",
    "InternalError.Db",
    "FailedOperation",
    "FailedOperation.Timeout",
    "ResourceUnavailable",
    "ResourceNotFound",
    "ResourceNotFound.Other",
    "InvalidParameter.Other",
    "AuthFailureOfAnotherKind",
    "MissingParameterValue",
    "NotMissingParameter",
    "UnknownParameterX",
    "XUnknownParameter",
    "UnsupportedRegionX",
    "XUnsupportedRegion",
    "NoSuchVersionX",
    "XNoSuchVersion",
    "InvalidActionX",
    "XInvalidAction",
    "ActionOfflineX",
    "XActionOffline",
    "ResourceNotFound.TopicNotExistX",
    "XResourceNotFound.TopicNotExist",
    "ResourceNotFoundXTopicNotExist",
    "OperationDeniedX",
    "XOperationDenied",
    "XAuthFailure",
    "XUnauthorizedOperation",
    "XInvalidParameterValue",
    "XInvalidParameter",
    "XLimitExceeded",
    "XRequestLimitExceeded",
    "SomethingNew",
    "",
  ])("%s proves nothing", (code) => {
    expect(classifySent(api(code))).toEqual({ kind: "ambiguous", error: error(code), duplicate: false });
  });

  it("a unique-key conflict may be about an earlier task of ours", () => {
    const code = "InvalidParameter.DbDuplication";
    expect(classifySent(api(code))).toEqual({ kind: "ambiguous", error: error(code), duplicate: true });
  });

  it.each([
    ["a lost answer", new LostReplyError(new Failure("reset", "closed", "ECONNRESET"))],
    ["what looks like a refused connection", new NotSentError(new Failure("refused", "refused"))],
    ["a defect", new TypeError("oops")],
    ["an object with a code", { code: "InvalidParameter", message: "no error of the API" }],
  ])("%s proves nothing", (_, thrown) => {
    expect(classifySent(thrown)).toMatchObject({ kind: "ambiguous", duplicate: false });
  });
});

describe("before the first byte", () => {
  it.each<[FailureReason, boolean]>([
    ["dns", true],
    ["refused", true],
    ["unreachable", true],
    ["time-out", true],
    ["reset", true],
    ["certificate", false],
    ["tls", false],
    ["proxy", false],
    ["not-recorded", false],
    ["unsafe", false],
    ["too-large", false],
    ["other", false],
  ])("%s: nothing was sent; trying again helps: %s", (reason, retry) => {
    expect(classifyUnsent(new NotSentError(new Failure(reason, "words", "CODE")))).toEqual({
      kind: "not-sent",
      outcome: { kind: "not-sent", reason, error: { code: "CODE", message: "words", requestId: undefined } },
      retry,
    });
  });

  it("a person may have cancelled", () => {
    expect(classifyUnsent(new NotSentError(new Failure("cancelled", "")))).toEqual({ kind: "cancelled" });
  });

  it("anything else thrown was not sent either", () => {
    expect(classifyUnsent(new TypeError("oops"))).toMatchObject({
      kind: "not-sent",
      outcome: { reason: "other", error: { message: "oops" } },
      retry: false,
    });
  });
});

describe("a listing", () => {
  it.each([
    ["UnauthorizedOperation", true],
    ["UnauthorizedOperation.CamNoAuth", true],
    ["AuthFailure.UnauthorizedOperation", true],
    ["OperationDenied.ACLFailed", true],
    ["OperationDenied.ACLFailedX", false],
    ["XOperationDenied.ACLFailed", false],
    ["OperationDeniedXACLFailed", false],
    ["OperationDenied", false],
    ["AuthFailureXUnauthorizedOperation", false],
    ["XUnauthorizedOperation", false],
    ["AuthFailure.SecretIdNotFound", false],
    ["InternalError", false],
  ])("that answers %s is not permitted: %s", (code, denied) => {
    expect(isDenied(api(code))).toBe(denied);
  });

  it("that fails otherwise is not forbidden", () => {
    expect(isDenied(new Failure("reset", "UnauthorizedOperation", "UnauthorizedOperation"))).toBe(false);
    expect(isDenied(undefined)).toBe(false);
  });

  it.each([
    ["RequestLimitExceeded.UinLimitExceeded", true],
    ["InternalError", true],
    ["FailedOperation.Timeout", true],
    ["XInternalError", false],
    ["ResourceNotFound.TopicNotExist", false],
    ["InvalidParameter", false],
  ])("that answers %s may work a moment later: %s", (code, passing) => {
    expect(isPassing(api(code))).toBe(passing);
  });

  it.each([
    [new LostReplyError(new Failure("reply", "")), true],
    [new NotSentError(new Failure("dns", "")), true],
    [new NotSentError(new Failure("certificate", "")), false],
    [new TypeError("oops"), false],
  ])("%s may work a moment later: %s", (thrown, passing) => {
    expect(isPassing(thrown)).toBe(passing);
  });
});

describe("what is recorded of an error", () => {
  it.each([
    ["of the API: all three", api("Code"), error("Code")],
    [
      "of a lost answer: with the beginning of what came",
      new LostReplyError(new Failure("reply", "odd", "C"), 502, "<html>"),
      { code: "C", message: "odd (<html>)", requestId: undefined },
    ],
    [
      "of a lost answer of which nothing came",
      new LostReplyError(new Failure("reset", "closed", "ECONNRESET"), undefined, ""),
      { code: "ECONNRESET", message: "closed", requestId: undefined },
    ],
    ["of a failure", new Failure("dns", "no name", "ENOTFOUND"), { code: "ENOTFOUND", message: "no name" }],
    ["of any error: its message", new TypeError("oops"), { code: undefined, message: "oops" }],
    ["of anything thrown", "a text", { code: undefined, message: "a text" }],
  ])("%s", (_, thrown, expected) => {
    expect(recorded(thrown)).toEqual({ requestId: undefined, ...expected });
  });
});
