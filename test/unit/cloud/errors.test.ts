import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { afterEach, describe, expect, it } from "vitest";
import { errorTable } from "../../../cloud/api/error-table.ts";
import { ApiError, adviceFor, fieldsOf } from "../../../cloud/api/errors.ts";
import { serverStatus } from "../../../cloud/api/server-status.ts";
import { classifySent } from "../../../cloud/operation/classify.ts";
import { fields } from "../../../schemas/generated/fields.ts";

afterEach(() => l10n.config({ contents: {} }));

/** Codes of the documentation's lists, with whether a request that got them was certainly not executed. */
const documented = {
  MissingParameter: ["never", true],
  InvalidParameter: ["never", true],
  InvalidParameterValue: ["never", true],
  "InvalidParameter.DbDuplication": ["after-check", false],
  "InvalidParameter.TopicConflict": ["never", false],
  UnknownParameter: ["never", true],
  "ResourceNotFound.TopicNotExist": ["never", true],
  ResourceNotFound: ["never", false],
  LimitExceeded: ["never", true],
  FailedOperation: ["after-check", false],
  "FailedOperation.Timeout": ["after-check", false],
  "FailedOperation.TagQpsLimit": ["backoff", false],
  InternalError: ["after-check", false],
  OperationDenied: ["never", true],
  "OperationDenied.ACLFailed": ["never", true],
  "OperationDenied.AccountDestroy": ["never", true],
  "OperationDenied.AccountIsolate": ["never", true],
  "OperationDenied.AccountNotExists": ["never", true],
  UnsupportedOperation: ["never", false],
  AuthFailure: ["never", true],
  "AuthFailure.UnauthorizedOperation": ["never", true],
  UnauthorizedOperation: ["never", true],
  "AuthFailure.SecretIdNotFound": ["never", true],
  "AuthFailure.InvalidSecretId": ["never", true],
  "AuthFailure.SignatureFailure": ["never", true],
  "AuthFailure.SignatureExpire": ["after-clock-fix", true],
  "AuthFailure.TokenFailure": ["never", true],
  "AuthFailure.MFAFailure": ["never", true],
  "AuthFailure.InvalidAuthorization": ["never", true],
  RequestLimitExceeded: ["backoff", true],
  "RequestLimitExceeded.UinLimitExceeded": ["backoff", true],
  "RequestLimitExceeded.GlobalRegionUinLimitExceeded": ["backoff", true],
  "RequestLimitExceeded.IPLimitExceeded": ["backoff", true],
  RequestSizeLimitExceeded: ["never", false],
  ResponseSizeLimitExceeded: ["never", false],
  UnsupportedRegion: ["never", true],
  InvalidAction: ["never", true],
  NoSuchVersion: ["never", true],
  NoSuchProduct: ["never", false],
  ActionOffline: ["never", true],
  UnsupportedProtocol: ["never", false],
  InvalidRequest: ["never", false],
  ResourceInUse: ["after-check", false],
  ResourceInsufficient: ["after-check", false],
  ResourceUnavailable: ["after-check", false],
  ServiceUnavailable: ["after-check", false],
  IpInBlacklist: ["never", false],
  IpNotInWhitelist: ["never", false],
  DryRunOperation: ["never", false],
} as const;

describe("adviceFor", () => {
  it.each(Object.entries(documented))("knows %s", (code, [retry, refused]) => {
    expect(adviceFor(code)).toMatchObject({ retry, refused });
  });

  it.each(Object.entries(documented))(
    "lets the runner know whether %s proves that nothing happened",
    (code, advice) => {
      const verdict = classifySent(new ApiError(code, "", undefined));
      expect(verdict.kind === "rejected").toBe(advice[1]);
    },
  );

  it("has words of its own for every code", () => {
    for (const [code, entry] of Object.entries(errorTable())) {
      expect(entry.meaning, code).toMatch(/\.$/);
      expect(entry.next, code).toMatch(/\.$/);
    }
  });

  it("takes what extends a code for a kind of it", () => {
    expect(adviceFor("AuthFailure.SomethingNew")).toEqual(adviceFor("AuthFailure"));
    expect(adviceFor("FailedOperation.Timeout.Kafka")).toEqual(adviceFor("FailedOperation.Timeout"));
    expect(adviceFor("LimitExceeded.Tasks")).toMatchObject({ refused: true });
  });

  it("does not trust what extends a code that stands for itself only", () => {
    expect(adviceFor("InvalidParameter.SomethingNew")).toMatchObject({ refused: false, retry: "after-check" });
    expect(adviceFor("MissingParameter.X")).toMatchObject({ refused: false, retry: "after-check" });
  });

  it.each(["", "SomethingNew", "toString", "constructor.name", ".", "AuthFailures"])(
    "is careful with the unknown code %j",
    (code) => {
      expect(adviceFor(code)).toMatchObject({ retry: "after-check", refused: false, fields: [] });
    },
  );

  it("speaks Chinese", () => {
    const english = adviceFor("InternalError").meaning;
    l10n.config({ contents: readFileSync("l10n/cloud.zh-cn.json", "utf8") });
    expect(adviceFor("InternalError").meaning).toMatch(/\p{Script=Han}/u);
    expect(adviceFor("InternalError").meaning).not.toBe(english);
  });

  it("names fields that exist", () => {
    const outsideTheBody = ["/Id", "/Region"];
    for (const [code, entry] of Object.entries(errorTable())) {
      for (const pointer of entry.fields) expect([...outsideTheBody, ...Object.keys(fields)], code).toContain(pointer);
    }
  });
});

describe("fieldsOf", () => {
  it.each([
    ["MissingParameter", "The request is missing the required parameter `TopicId`.", ["/TopicId"]],
    ["MissingParameter", "缺少参数 `LogRechargeRule.TimeKey`。", ["/LogRechargeRule/TimeKey"]],
    ["MissingParameter", "TimeKey不能为空", ["/LogRechargeRule/TimeKey"]],
    ["InvalidParameterValue", 'invalid value "x" for "Protocol.Mechanism"', ["/Protocol/Mechanism"]],
    ["InvalidParameterValue", "“Offset”的取值不正确", ["/Offset"]],
    ["InvalidParameterValue", "Protocol/Password and [UserName] are wrong", ["/Protocol/UserName"]],
    [
      "InvalidParameter",
      "KafkaVersion is wrong, so is Offset, and KafkaVersion",
      ["/UserKafkaMeta/KafkaVersion", "/Offset"],
    ],
    ["InvalidParameter", "Protocol is required", ["/Protocol"]],
    ["UnknownParameter", "The parameter `Kafkatype` is not defined.", ["/Kafkatype"]],
    ["UnknownParameter", "The parameter `Protocol.Pasword` is not defined.", ["/Protocol/Pasword"]],
    ["InvalidParameter", "The parameter `Kafkatype` is not defined.", []],
    ["InvalidParameter.DbDuplication", "unique key", ["/Name"]],
    ["FailedOperation", "", ["/ServerAddr", "/KafkaInstance", "/Protocol"]],
    ["InternalError", "NameServer failed, xOffset", []],
  ])("%s: %s", (code, message, pointers) => {
    expect(fieldsOf(new ApiError(code, message, undefined))).toEqual(pointers);
  });
});

describe("serverStatus", () => {
  it("says what each documented number means, and which fields exist to change", () => {
    const meanings = Array.from({ length: 12 }, (_, index) => serverStatus(-index));
    expect(new Set(meanings.map(({ meaning }) => meaning)).size).toBe(12);
    for (const { fields: pointers } of meanings) {
      for (const pointer of pointers) expect(Object.keys(fields)).toContain(pointer);
    }
    expect(serverStatus(-2).fields).toContain("/Protocol/Password");
    expect(serverStatus(7)).toEqual({ meaning: "The check ended with the unknown status 7.", fields: [] });
  });
});
