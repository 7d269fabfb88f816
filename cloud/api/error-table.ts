/**
 * What the API's error codes mean. Sources: the error lists of CreateKafkaRecharge and its sibling actions
 * (https://www.tencentcloud.com/document/product/614/56113) and the common error codes of API 3.0
 * (https://www.tencentcloud.com/document/product/614/56103).
 */

import * as l10n from "@vscode/l10n";

/**
 * `never`: not without a change. `backoff`: the same request, later. `after-check`: only after listing the tasks has
 * shown that it was not executed. `after-clock-fix`: once, signed by the server's clock.
 */
export type Retry = "never" | "backoff" | "after-check" | "after-clock-fix";

/** Where the remedy lies. */
export type Concern =
  | "file"
  | "credential"
  | "permission"
  | "account"
  | "region"
  | "clock"
  | "limit"
  | "network"
  | "server"
  | "program";

export interface ErrorEntry {
  /** One sentence. */
  meaning: string;
  /** What to do next, one or two sentences. */
  next: string;
  retry: Retry;
  concern: Concern;
  /**
   * Whether an API call that got this code was certainly not executed: the runner goes by it. `exactly`: only this very
   * code, not one that extends it (`InvalidParameter` but not `InvalidParameter.DbDuplication`, after which the task may
   * exist, as after `InternalError` and `FailedOperation`).
   */
  refused: "yes" | "exactly" | "unknown";
  /** JSON Pointers of the fields it is most likely about, when the message names none. */
  fields: readonly string[];
}

const refused = (concern: Concern, meaning: string, next: string, ...fields: string[]): ErrorEntry => ({
  meaning,
  next,
  retry: "never",
  concern,
  refused: "yes",
  fields,
});

/** Proves it for this very code only. */
const exactly = (entry: ErrorEntry): ErrorEntry => ({ ...entry, refused: "exactly" });

const uncertain = (concern: Concern, meaning: string, next: string, ...fields: string[]): ErrorEntry => ({
  ...refused(concern, meaning, next, ...fields),
  retry: "after-check",
  refused: "unknown",
});

/** An error of a request that changes nothing, or one whose effect no document rules out, though a retry cannot help. */
const final = (concern: Concern, meaning: string, next: string, ...fields: string[]): ErrorEntry => ({
  ...uncertain(concern, meaning, next, ...fields),
  retry: "never",
});

/** By code; a code that is not here means what its longest listed prefix (up to a dot) means. In the current language. */
export function errorTable(): Record<string, ErrorEntry> {
  return { ...parameterErrors(), ...resourceErrors(), ...accessErrors(), ...serviceErrors() };
}

function parameterErrors(): Record<string, ErrorEntry> {
  return {
    MissingParameter: exactly(
      refused("file", l10n.t("A required parameter is missing."), l10n.t("Add the field that the message names.")),
    ),
    InvalidParameter: exactly(
      refused(
        "file",
        l10n.t("A parameter has the wrong type or format."),
        l10n.t("Correct the field that the message names; else check types, time zone and regular expressions."),
      ),
    ),
    InvalidParameterValue: refused(
      "file",
      l10n.t("A parameter has a value that is not allowed."),
      l10n.t("Correct the field that the message names; else check the fields with a fixed set of values."),
      "/KafkaType",
      "/Offset",
      "/LogRechargeRule/RechargeType",
      "/LogRechargeRule/EncodingFormat",
      "/Protocol",
    ),
    "InvalidParameter.DbDuplication": uncertain(
      "file",
      l10n.t("The log topic already has a task like this one."),
      l10n.t(
        "It may be the task of an earlier attempt. List the tasks of the topic before sending again, or choose another name.",
      ),
      "/Name",
    ),
    "InvalidParameter.TopicConflict": final(
      "file",
      l10n.t("A log topic of the same name exists."),
      l10n.t("Check the log topic."),
      "/TopicId",
    ),
    UnknownParameter: exactly(
      refused(
        "file",
        l10n.t("The request has a parameter that the API does not know."),
        l10n.t("Remove or rename the field that the message names."),
      ),
    ),
    RequestSizeLimitExceeded: final("file", l10n.t("The request is too large."), l10n.t("Shorten the file.")),
    ResponseSizeLimitExceeded: final(
      "server",
      l10n.t("The answer would have been too large."),
      l10n.t("Ask for less at a time."),
    ),
  };
}

function resourceErrors(): Record<string, ErrorEntry> {
  return {
    "ResourceNotFound.TopicNotExist": exactly(
      refused(
        "file",
        l10n.t("The log topic does not exist in this region and account."),
        l10n.t("Check the topic's Id, the region and the account: topics belong to one region."),
        "/TopicId",
      ),
    ),
    ResourceNotFound: final(
      "file",
      l10n.t("The task or the log topic does not exist."),
      l10n.t("Check both Ids, the region and the account."),
      "/TopicId",
      "/Id",
    ),
    LimitExceeded: refused(
      "limit",
      l10n.t("A quota is used up. A log topic takes at most 100 Kafka import tasks."),
      l10n.t("Delete tasks that are no longer needed, or use another log topic."),
      "/TopicId",
    ),
    ResourceInUse: uncertain(
      "server",
      l10n.t("The resource is in use."),
      l10n.t("Wait a moment, list the tasks of the topic, then send again."),
    ),
    ResourceInsufficient: uncertain(
      "server",
      l10n.t("The region has not enough resources."),
      l10n.t("Wait, list the tasks of the topic, then send again."),
    ),
    ResourceUnavailable: uncertain(
      "server",
      l10n.t("The resource is not available."),
      l10n.t("Wait, list the tasks of the topic, then send again."),
    ),
    OperationDenied: refused(
      "permission",
      l10n.t("The operation was denied."),
      l10n.t("Ask the administrator of the account about its permissions for CLS."),
    ),
    "OperationDenied.ACLFailed": refused(
      "permission",
      l10n.t("The account's permissions were checked and do not suffice."),
      l10n.t("Ask the administrator of the account for access to this log topic."),
      "/TopicId",
    ),
    "OperationDenied.AccountDestroy": refused(
      "account",
      l10n.t("The account is closed."),
      l10n.t("Use another account."),
    ),
    "OperationDenied.AccountIsolate": refused(
      "account",
      l10n.t("The account is suspended for overdue payments."),
      l10n.t("Top up the account in the console, then send again."),
    ),
    "OperationDenied.AccountNotExists": refused(
      "account",
      l10n.t("The account does not exist."),
      l10n.t("Check that the credentials belong to this site: China and international accounts are separate."),
    ),
    UnsupportedOperation: final(
      "file",
      l10n.t("The operation is not supported."),
      l10n.t("Check what the documentation of this kind of task allows."),
    ),
  };
}

function accessErrors(): Record<string, ErrorEntry> {
  return {
    AuthFailure: refused(
      "credential",
      l10n.t("The credentials were not accepted."),
      l10n.t("Sign in again with a valid key."),
    ),
    "AuthFailure.UnauthorizedOperation": unauthorized(),
    UnauthorizedOperation: unauthorized(),
    "AuthFailure.SecretIdNotFound": refused(
      "credential",
      l10n.t("The SecretId does not exist: it was deleted or mistyped, or belongs to the other site."),
      l10n.t("Check the key in the console, and whether it is one of the China or of the international site."),
    ),
    "AuthFailure.InvalidSecretId": refused(
      "credential",
      l10n.t("The SecretId is not one of a cloud API key."),
      l10n.t("Create an API key in the console under Access Management and sign in with it."),
    ),
    "AuthFailure.SignatureFailure": refused(
      "credential",
      l10n.t("The signature is wrong. Most often the SecretKey is."),
      l10n.t("Sign in again with the right SecretKey. If it is right, a proxy may be changing the request."),
    ),
    "AuthFailure.SignatureExpire": {
      ...refused(
        "clock",
        l10n.t("The clock of this computer is off by more than five minutes."),
        l10n.t("Set the clock. The request can be signed once more by the server's time."),
      ),
      retry: "after-clock-fix",
    },
    "AuthFailure.TokenFailure": refused(
      "credential",
      l10n.t("The token of the temporary credentials is wrong or has expired."),
      l10n.t("Renew the temporary credentials and sign in again."),
    ),
    "AuthFailure.MFAFailure": refused(
      "credential",
      l10n.t("Multi-factor authentication failed."),
      l10n.t("Use a key that needs no multi-factor authentication, or temporary credentials."),
    ),
    "AuthFailure.InvalidAuthorization": program(),
    IpInBlacklist: address(),
    IpNotInWhitelist: address(),
    UnsupportedRegion: exactly(
      refused(
        "region",
        l10n.t("The service is not offered in this region."),
        l10n.t("Choose the region of the log topic."),
        "/Region",
      ),
    ),
  };
}

function serviceErrors(): Record<string, ErrorEntry> {
  return {
    RequestLimitExceeded: {
      ...refused(
        "limit",
        l10n.t("Too many requests: the limit is 20 per second. This one was not executed."),
        l10n.t("Wait a moment, then send again."),
      ),
      retry: "backoff",
    },
    "FailedOperation.TagQpsLimit": {
      ...final("limit", l10n.t("The tag service is busy."), l10n.t("Wait a moment, then try again.")),
      retry: "backoff",
    },
    FailedOperation: uncertain(
      "server",
      l10n.t("The operation failed. With Kafka this is often because the cluster cannot be reached."),
      l10n.t("List the tasks of the topic before sending again, and check the connection to the Kafka cluster."),
      "/ServerAddr",
      "/KafkaInstance",
      "/Protocol",
    ),
    "FailedOperation.Timeout": uncertain(
      "server",
      l10n.t("The operation took too long. The Kafka cluster may not be reachable."),
      l10n.t("List the tasks of the topic before sending again, and check the address of the Kafka cluster."),
      "/ServerAddr",
      "/KafkaInstance",
    ),
    InternalError: uncertain(
      "server",
      l10n.t("The service had a fault."),
      l10n.t("List the tasks of the topic before sending again. If it persists, open a ticket with the RequestId."),
    ),
    ServiceUnavailable: uncertain(
      "server",
      l10n.t("The service is not available."),
      l10n.t("Wait, list the tasks of the topic, then send again."),
    ),
    InvalidAction: exactly(program()),
    NoSuchVersion: exactly(program()),
    NoSuchProduct: { ...program(), refused: "unknown" },
    ActionOffline: exactly(
      refused(
        "server",
        l10n.t("Tencent Cloud has withdrawn this action."),
        l10n.t("Look for a newer version of this program."),
      ),
    ),
    UnsupportedProtocol: { ...program(), refused: "unknown" },
    InvalidRequest: { ...program(), refused: "unknown" },
    DryRunOperation: { ...program(), refused: "unknown" },
  };
}

function unauthorized(): ErrorEntry {
  return refused(
    "permission",
    l10n.t("The account behind the key may not do this."),
    l10n.t("Ask the administrator for a CAM policy that allows the action, such as cls:CreateKafkaRecharge."),
  );
}

function address(): ErrorEntry {
  return final(
    "network",
    l10n.t("The account does not accept requests from this network address."),
    l10n.t("Use an allowed network, or ask the administrator of the account."),
  );
}

function program(): ErrorEntry {
  return refused(
    "program",
    l10n.t("The service did not understand the request."),
    l10n.t("Check the endpoint. If it is right, this is a defect of this program: please report it."),
  );
}
