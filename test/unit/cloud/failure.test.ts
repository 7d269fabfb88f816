import { describe, expect, it } from "vitest";
import { Failure, toFailure } from "../../../cloud/failure.ts";

describe("toFailure", () => {
  it.each([
    ["EAI_AGAIN", "dns"],
    ["EHOSTUNREACH", "unreachable"],
    ["ENETUNREACH", "unreachable"],
    ["ETIMEDOUT", "time-out"],
    ["EPIPE", "reset"],
    ["EPROTO", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["HPE_INVALID_CONSTANT", "reply"],
    ["CERT_REVOKED", "certificate"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificate"],
    ["EWHATEVER", "other"],
    ["constructor", "other"],
  ])("sees in %s the reason %s, and names the host", (code, reason) => {
    const cause = Object.assign(new Error("words of Node"), { code });
    const failure = toFailure(cause, "cls.tencentcloudapi.com");
    expect(failure).toMatchObject({ reason, code, cause });
    expect(failure.message).toContain("cls.tencentcloudapi.com");
  });

  it("keeps the words of what it does not know", () => {
    expect(toFailure("odd", "h").message).toBe("The connection to h failed: odd");
    expect(toFailure(new Error("odd"), "h")).toMatchObject({ reason: "other", code: undefined });
  });

  it("leaves what is already in plain words", () => {
    const failure = new Failure("proxy", "plain");
    expect(toFailure(failure, "h")).toBe(failure);
  });
});
