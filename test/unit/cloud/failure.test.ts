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

  it("knows VS Code's words for a proxy that is down", () => {
    const words = "Failed to establish a socket connection to proxies: PROXY 127.0.0.1:1";
    const failure = toFailure(new Error(words), "cls.tencentcloudapi.com");
    expect(failure.reason).toBe("proxy");
    expect(failure.message).toContain("127.0.0.1:1");
  });

  it("leaves what is already in plain words", () => {
    const failure = new Failure("proxy", "plain");
    expect(toFailure(failure, "h")).toBe(failure);
  });
});
