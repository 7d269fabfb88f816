/** The API as an account sees it, one client for each region, all of them within one rate. */
import { ClsApi } from "../../cloud/api.ts";
import type { ApiOptions } from "../../cloud/caller.ts";
import type { Target } from "../../cloud/operation.ts";
import type { TaskList } from "../../cloud/ports.ts";
import { locale } from "../locale.ts";
import type { Account } from "./account.ts";
import { RateLimit } from "./rate.ts";

export class Connection {
  readonly #account: Account;
  readonly #timeout: number | undefined;
  readonly #rate = new RateLimit();
  readonly #apis = new Map<string, ClsApi>();
  readonly #lists = new Map<string, Promise<TaskList>>();

  /** @param timeout - for answers, in seconds; undefined for the client's own. */
  constructor(account: Account, timeout: number | undefined) {
    this.#account = account;
    this.#timeout = timeout;
  }

  target(region: string): Target {
    return { endpoint: String(this.#account.endpoint), region, secretId: this.#account.credential.secretId };
  }

  api(region: string): ClsApi {
    const api = this.#apis.get(region) ?? new PacedApi(this.#optionsFor(region), this.#rate);
    this.#apis.set(region, api);
    return api;
  }

  /** A log topic's tasks, asked for once in a run. Rejects as the API does. */
  tasks(region: string, topicId: string, signal: AbortSignal): Promise<TaskList> {
    const key = JSON.stringify([region, topicId]);
    const list = this.#lists.get(key) ?? this.api(region).describe(topicId, { signal });
    this.#lists.set(key, list);
    return list;
  }

  #optionsFor(region: string): ApiOptions {
    const { endpoint, credential } = this.#account;
    return {
      endpoint,
      credential,
      region,
      language: locale === "zh-cn" ? "zh-CN" : "en-US",
      clientName: `cls-recharge_${VERSION}`,
      ...(this.#timeout !== undefined && { transport: { responseTimeout: this.#timeout * 1000 } }),
    };
  }
}

class PacedApi extends ClsApi {
  readonly #rate: RateLimit;

  constructor(options: ApiOptions, rate: RateLimit) {
    super(options);
    this.#rate = rate;
  }

  override async call(...[action, body, options]: Parameters<ClsApi["call"]>): ReturnType<ClsApi["call"]> {
    await this.#rate.turn(action, options?.signal);
    return await super.call(action, body, options);
  }
}
