/** Builds, signs and sends one request of the API, and reads its envelope. */

import { randomUUID } from "node:crypto";
import type { Credential } from "../credentials/credential.ts";
import { sandboxCredential } from "../credentials/sandbox.ts";
import type { Fields } from "../operation/operation.ts";
import { type Endpoint, requireMatchingCredential, type Service } from "./endpoint.ts";
import { ApiError } from "./errors.ts";
import { secretsIn } from "./redact.ts";
import { parseReply } from "./reply.ts";
import { sign } from "./sign.ts";
import { post, type SendOptions, type TransportOptions } from "./transport.ts";

const services = {
  cls: "2020-10-16",
  ckafka: "2019-08-19",
} as const satisfies Record<Service, string>;

const actions = {
  CreateKafkaRecharge: "cls",
  ModifyKafkaRecharge: "cls",
  DeleteKafkaRecharge: "cls",
  DescribeKafkaRecharges: "cls",
  PreviewKafkaRecharge: "cls",
  CheckRechargeKafkaServer: "cls",
  DescribeTopics: "cls",
  DescribeLogsets: "cls",
  DescribeInstances: "ckafka",
  DescribeTopic: "ckafka",
  DescribeGroup: "ckafka",
} as const satisfies Record<string, Service>;

export type Action = keyof typeof actions;

export interface ApiOptions {
  endpoint: Endpoint;
  /** Goes into `X-TC-Region`. */
  region: string;
  credential: Credential;
  /** Of the server's error messages. */
  language: "zh-CN" | "en-US";
  /** Names the program to the server, e.g. `cls-recharge_0.1.0`: 1-128 of `0-9a-zA-Z-_ ,;.`. */
  clientName: string;
  /** Default 10 s to connect, 60 s for the answer. */
  transport?: Partial<TransportOptions>;
  /** Unix milliseconds. */
  clock?: () => number;
}

export interface CallOptions extends SendOptions {
  /** Sent as `X-TC-TraceId`; a random one by default. */
  traceId?: string | undefined;
  /** Values to keep out of error messages, beyond the credential and what the body names as secret. */
  secrets?: readonly string[];
}

export class Caller {
  readonly endpoint: Endpoint;
  readonly region: string;
  readonly #options: ApiOptions;
  readonly #clock: () => number;
  #credential: Credential;
  #skew: number | undefined;
  #correction = 0;

  /** @throws EndpointError when what may be a real credential meets the sandbox, or the sandbox's a real host. */
  constructor(options: ApiOptions) {
    requireMatchingCredential(options.endpoint, options.credential);
    this.endpoint = options.endpoint;
    this.region = options.region;
    this.#credential = options.credential;
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  /** Server time minus local time in milliseconds, by the last answer's `Date`; undefined before there was one. */
  get clockSkew(): number | undefined {
    return this.#skew;
  }

  /** Milliseconds that are added to the local clock since `correctClock`; 0 before. To be reported to the user. */
  get clockCorrection(): number {
    return this.#correction;
  }

  /** Signs by the server's clock from now on. @returns Whether that changes anything. */
  correctClock(): boolean {
    const before = this.#correction;
    this.#correction = this.#skew ?? 0;
    return Math.abs(this.#correction - before) >= 1000;
  }

  /**
   * Sends one request, once.
   * @param body JSON bytes, sent and signed as they are.
   * @throws ApiError when the API answered with an error; NotSentError when nothing was written; LostReplyError when
   * the request may have been executed.
   */
  async call(action: Action, body: Uint8Array, options: CallOptions = {}): Promise<Fields> {
    const credential = this.#credential;
    const service = actions[action];
    const url = this.endpoint.url(service);
    const headers = { ...this.#headers(action, service, url, body), "X-TC-TraceId": options.traceId ?? randomUUID() };
    const { connectTimeout = 10_000, responseTimeout = 60_000, ...transport } = this.#options.transport ?? {};
    const { signal, onConnected, secrets = [] } = options;
    const reply = await post(
      { url, headers, body },
      { connectTimeout, responseTimeout, ...transport, signal, onConnected },
    );
    const date = Date.parse(reply.headers.date ?? "");
    if (!Number.isNaN(date)) this.#skew = date - this.#clock();
    return parseReply(reply, [credential.secretKey, credential.token ?? "", ...secretsIn(body), ...secrets]);
  }

  /** `call` for an action that changes nothing: sent once more when only the clock or a dummy key was wrong. */
  protected async read(action: Action, body: Uint8Array, options?: CallOptions): Promise<Fields> {
    try {
      return await this.call(action, body, options);
    } catch (error) {
      const code = error instanceof ApiError ? error.code : undefined;
      const clock = code === "AuthFailure.SignatureExpire" && this.correctClock();
      const key = code === "AuthFailure.SecretIdNotFound" && this.#takeSandboxKey();
      if (!clock && !key) throw error;
      return await this.call(action, body, options);
    }
  }

  /** A sandbox started without the dummy key that is used here knows its own. @returns Whether that changes anything. */
  #takeSandboxKey(): boolean {
    const own = sandboxCredential();
    if (!this.endpoint.sandbox || this.#credential.secretId === own.secretId) return false;
    this.#credential = own;
    return true;
  }

  #headers(action: Action, service: Service, url: URL, body: Uint8Array): Record<string, string> {
    const contentType = "application/json";
    const timestamp = Math.floor((this.#clock() + this.#correction) / 1000);
    const signed = { "content-type": contentType, host: url.host, "x-tc-action": action };
    return {
      Host: url.host,
      "Content-Type": contentType,
      "X-TC-Action": action,
      "X-TC-Version": services[service],
      "X-TC-Region": this.region,
      "X-TC-Language": this.#options.language,
      "X-TC-RequestClient": this.#options.clientName,
      ...sign({ headers: signed, body }, this.#credential, timestamp, service),
    };
  }
}

/** JSON bytes, without members that are undefined. */
export function encode(parameters: Fields): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(parameters));
}
