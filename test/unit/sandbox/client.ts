/** Clients of the sandbox: the official SDK, and requests by hand. */
import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { sign } from "../../../cloud/api/sign.ts";
import type { Sandbox } from "../../../sandbox/server.ts";

export const versions = { cls: "2020-10-16", ckafka: "2019-08-19", sts: "2018-08-13" };

export interface ClientOptions {
  product?: keyof typeof versions;
  region?: string;
  version?: string;
  secretId?: string;
  secretKey?: string;
  token?: string;
  language?: "zh-CN" | "en-US";
}

export function sdk(sandbox: Sandbox, options: ClientOptions = {}): CommonClient {
  const { product = "cls", region = "ap-guangzhou", version = versions[product], language, ...credential } = options;
  return new CommonClient(`127.0.0.1:${sandbox.port}`, version, {
    credential: { ...sandbox.credentials, ...credential },
    region,
    profile: { httpProfile: { protocol: "http://" }, ...(language && { language }) },
  });
}

/** The example of the API's documentation. */
export const example = {
  TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  Name: "testname",
  KafkaType: 1,
  ServerAddr: "192.168.0.1:9095",
  IsEncryptionAddr: true,
  UserKafkaTopics: "topic-1212123123,topic-sadf5r32f3ww",
  ConsumerGroupName: "consumer-group-name",
  Offset: -1,
  LogRechargeRule: {
    DefaultTimeSrc: 0,
    DefaultTimeSwitch: true,
    EncodingFormat: 0,
    RechargeType: "minimalist_log",
    UnMatchLogKey: "LogParseFailure",
    UnMatchLogSwitch: true,
    UnMatchLogTimeSrc: 0,
  },
  Protocol: { Protocol: "plaintext" },
};

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** `Response` of the envelope. */
  response: { [name: string]: unknown; Error?: { Code: string; Message: string } };
}

/** A request by hand, for what the SDK would not send. Signed as the SDK does not: the port is in the signed host. */
export async function post(sandbox: Sandbox, action: string, body: unknown, change: Change = {}): Promise<Answer> {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const host = `127.0.0.1:${sandbox.port}`;
  const contentType = change.headers?.["Content-Type"] ?? "application/json";
  const signed = { "content-type": contentType, host: change.signedHost ?? host, ...change.signed };
  const { credentials = sandbox.credentials, timestamp = Math.floor(Date.now() / 1000) } = change;
  const headers: { [name: string]: string | undefined } = {
    "Content-Type": contentType,
    Host: host,
    "X-TC-Action": action,
    "X-TC-Version": versions.cls,
    "X-TC-Region": "ap-guangzhou",
    ...sign({ headers: signed, body: bytes }, credentials, timestamp, change.service ?? "cls"),
    ...change.headers,
  };
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const sent = request(sandbox.url, {
    method: change.method ?? "POST",
    path: change.path ?? "/",
    headers: Object.fromEntries(given),
    agent: false,
  });
  sent.end(change.send ?? bytes);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const received = await text(answer);
  const { statusCode: status = 0 } = answer;
  const response = received.startsWith('{"Response"') ? JSON.parse(received).Response : {};
  return { status, headers: answer.headers, body: received, response };
}

export interface Change {
  /** Replaced after signing; `undefined` leaves a header out. */
  headers?: { [name: string]: string | undefined };
  /** Further headers to sign, lower-case. */
  signed?: { [name: string]: string };
  signedHost?: string;
  service?: string;
  credentials?: { secretId: string; secretKey: string };
  /** Seconds since 1970. */
  timestamp?: number;
  method?: string;
  path?: string;
  /** Other bytes than those that were signed. */
  send?: string;
}
