/** Secrets that nothing may show, and faults that try to. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { encodings } from "../../cloud/api/redact.ts";
import type { Fault } from "../../sandbox/server.ts";

export const canaries = {
  secretKey: 'canary+secret/key="&1',
  token: "canary.token/==%2F2",
  password: 'cänary pass"wörd\\&3',
  user: "canary-user <4>",
  literal: "canary literal\t'5'",
};

export const key = { secretId: "EXAMPLE-CANARY-ID", secretKey: canaries.secretKey, token: canaries.token };

/** Which secrets a text holds, in any form of `encodings`. */
export function findSecrets(text: string, secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => encodings(secret).some((form) => text.includes(form)));
}

/** Everything below a folder, names included. */
export function everythingIn(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, "utf8");
  return readdirSync(path)
    .map((name) => `${name}\n${everythingIn(join(path, name))}`)
    .join("\n");
}

/** What a careless server, or a page of a proxy, says back: what it was sent. */
export const echoOf = (secrets: string[]) =>
  [...secrets, ...secrets.map(encodeURIComponent), ...secrets.map((one) => Buffer.from(one).toString("base64"))].join(
    " ",
  );

const { secretKey, token, password, user } = canaries;
export const echo = echoOf([secretKey, token, password, user]);

/** What may happen to a create, in the words of "… when a create". */
export const faults: [string, Omit<Fault, "action">][] = [
  ["works", {}],
  ["is reset after it was executed", { commit: true, outcome: "reset" }],
  ["is reset before it was read", { phase: "headers", outcome: "reset" }],
  ["is never answered", { commit: true, outcome: "hang" }],
  ["is executed late", { commit: "later", outcome: "reset" }],
  ["is refused with an echo", { error: { code: "InvalidParameterValue", message: `Wrong: ${echo}` } }],
  ["fails with an echo", { commit: true, error: { code: "InternalError", message: echo } }],
  ["is throttled with an echo", { error: { code: "RequestLimitExceeded", message: echo } }],
  ["meets a page that echoes", { commit: true, outcome: { status: 502, body: `<html>${echo}</html>` } }],
  ["is redirected with an echo", { outcome: { status: 302, headers: { Location: `/?${encodeURIComponent(echo)}` } } }],
  ["gets half an answer that echoes", { commit: true, outcome: { body: `{"Response": "${echo}`, end: "reset" } }],
  ["gets no Id but an echo", { commit: true, outcome: { body: { Response: { Echo: echo, RequestId: "r" } } } }],
];
