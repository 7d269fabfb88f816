/** From HTTP to the API's envelope: `{"Response": {…}}` or `{"Response": {"Error": {…}}}`, both with status 200. */

import * as l10n from "@vscode/l10n";
import { isObject } from "../../document/effective.ts";
import type { Fields } from "../operation/operation.ts";
import { ApiError } from "./errors.ts";
import { Failure, LostReplyError } from "./failure.ts";
import type { HttpReply } from "./http-reply.ts";
import { hideSecretMembers, scrub } from "./redact.ts";

const EXCERPT_LENGTH = 200;

/**
 * @returns The members of `Response`, `RequestId` among them.
 * @param secrets Removed from texts that came from the server, should it echo them.
 * @throws ApiError when the API says so; LostReplyError for anything that is not the API's envelope.
 */
export function parseReply(reply: HttpReply, secrets: Iterable<string>): Fields {
  const text = reply.body.toString("utf8");
  const lost = (message: string) => lostReply(message, reply.status, scrub(hideSecretMembers(text), secrets));
  if (reply.status !== 200) throw lost(l10n.t("The server answered with HTTP status {0}.", reply.status));
  const data = member(parseJson(text), "Response");
  if (!isObject(data)) throw lost(l10n.t("The answer is not one of the API."));
  const error = member(data, "Error");
  if (error === undefined || error === null) return data;
  const code = member(error, "Code");
  const message = member(error, "Message");
  if (typeof code !== "string" || !code) throw lost(l10n.t("The answer is an error without a code."));
  const requestId = member(data, "RequestId");
  throw new ApiError(
    scrub(code, secrets),
    typeof message === "string" ? scrub(message, secrets) : "",
    typeof requestId === "string" ? requestId : undefined,
  );
}

/** For an answer in the envelope that lacks what its action promises. */
export function unexpected(action: string): LostReplyError {
  return lostReply(l10n.t("The answer to {0} lacks what the documentation promises.", action), 200, "");
}

function lostReply(message: string, status: number, text: string): LostReplyError {
  return new LostReplyError(new Failure("reply", message, String(status)), status, excerpt(text));
}

/** Plain text on one line: no control, direction or zero-width characters. */
function excerpt(text: string): string {
  const plain = text.slice(0, 4 * EXCERPT_LENGTH).replace(/[\p{C}\s]+/gu, " ");
  return [...plain.trim()].slice(0, EXCERPT_LENGTH).join("");
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
