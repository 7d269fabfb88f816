import { describe, expect, it } from "vitest";
import { Failure, type FailureReason, LostReplyError, NotSentError, toFailure } from "../../../cloud/api/failure.ts";

describe("toFailure", () => {
  const untrusted = "The certificate of h is not trusted: ";
  const inspected = "A proxy that inspects traffic may stand between.";
  it.each<[FailureReason, codes: string[], words: string]>([
    [
      "dns",
      ["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"],
      "The name h could not be resolved (CODE). Check the network and the DNS.",
    ],
    ["refused", ["ECONNREFUSED"], "h refused the connection."],
    [
      "unreachable",
      ["EHOSTUNREACH", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL"],
      "h cannot be reached (CODE). Check the network.",
    ],
    ["time-out", ["ETIMEDOUT"], "h did not answer in time."],
    ["reset", ["ECONNRESET", "ECONNABORTED", "EPIPE"], "The connection to h was closed."],
    ["tls", ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER"], "No secure connection to h could be agreed on (CODE)."],
    ["reply", ["HPE_INVALID_CONSTANT"], "h did not answer in HTTP (CODE)."],
    [
      "certificate",
      ["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"],
      `${untrusted}it was issued for another name. (CODE)`,
    ],
    [
      "certificate",
      ["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"],
      `${untrusted}it is self-signed. ${inspected} (CODE)`,
    ],
    [
      "certificate",
      ["UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
      `${untrusted}its issuer is unknown. ${inspected} (CODE)`,
    ],
    ["certificate", ["CERT_HAS_EXPIRED"], `${untrusted}it has expired. Check the clock of this computer. (CODE)`],
    [
      "certificate",
      ["CERT_NOT_YET_VALID"],
      `${untrusted}it is not valid yet. Check the clock of this computer. (CODE)`,
    ],
    [
      "certificate",
      ["CERT_REVOKED", "CERT_UNTRUSTED", "CERT_REJECTED", "CERT_SIGNATURE_FAILURE", "INVALID_PURPOSE", "INVALID_CA"],
      `${untrusted}it was rejected. (CODE)`,
    ],
    ["other", ["EWHATEVER", "constructor", "XHPE_", "XERR_SSL_"], "The connection to h failed: words of Node"],
  ])("sees %s in %j: %s", (reason, codes, words) => {
    for (const code of codes) {
      const cause = Object.assign(new Error("words of Node"), { code });
      expect(toFailure(cause, "h")).toMatchObject({ reason, code, cause, message: words.replace("CODE", code) });
    }
  });

  it("keeps the words of what it does not know", () => {
    expect(toFailure("odd", "h").message).toBe("The connection to h failed: odd");
    expect(toFailure(new Error("odd"), "h")).toMatchObject({ reason: "other", code: undefined });
  });

  it("knows VS Code's words for a proxy that is down", () => {
    const words = "Failed to establish a socket connection to proxies: PROXY 127.0.0.1:1";
    const failure = toFailure(new Error(words), "cls.tencentcloudapi.com");
    expect(failure.reason).toBe("proxy");
    expect(failure.message).toBe(`No proxy connected to cls.tencentcloudapi.com. Check the proxy settings. (${words})`);
    expect(toFailure(new Error(`No. ${words}`), "h").reason).toBe("other");
  });

  it("leaves what is already in plain words", () => {
    const failure = new Failure("proxy", "plain");
    expect(toFailure(failure, "h")).toBe(failure);
  });
});

describe("the two kinds of failure", () => {
  it("have names of their own in a log, and keep what is known", () => {
    const failure = new Failure("reset", "closed", "ECONNRESET", "cause");
    const known = { reason: "reset", message: "closed", code: "ECONNRESET", cause: "cause" };
    expect(new NotSentError(failure)).toMatchObject({ ...known, name: "NotSentError" });
    const lost = new LostReplyError(failure, 502, "page");
    expect(lost).toMatchObject({ ...known, name: "LostReplyError", status: 502, excerpt: "page" });
  });
});
