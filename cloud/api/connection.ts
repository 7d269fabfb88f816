/** The API as an account sees it: one client for each region, all of them within one rate. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "../operation/operation.ts";
import type { TaskList } from "../operation/ports.ts";
import { ClsApi } from "./api.ts";
import type { ApiOptions } from "./caller.ts";
import { ApiError } from "./errors.ts";
import { RateLimit } from "./rate.ts";
import { jitter } from "./retry.ts";

/** A client's options, but for the region. */
export type ConnectionOptions = Omit<ApiOptions, "region">;

/** How often a list is asked for that is refused because of the rate; waits grow from this many milliseconds. */
const TRIES = 4;
const BASE = 500;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #rate: RateLimit;
  readonly #apis = new Map<string, ClsApi>();
  readonly #lists = new Map<string, Promise<TaskList>>();

  /** @param rate - shared by all connections that count as one caller. */
  constructor(options: ConnectionOptions, rate = new RateLimit()) {
    this.#options = options;
    this.#rate = rate;
  }

  target(region: string): Target {
    return targetIn(region, this.#options);
  }

  api(region: string): ClsApi {
    const api = this.#apis.get(region) ?? new PacedApi({ ...this.#options, region }, this.#rate);
    this.#apis.set(region, api);
    return api;
  }

  /** A log topic's tasks, asked for once in the connection's life. Rejects as the API does, or when `signal` says so. */
  tasks(region: string, topicId: string, signal: AbortSignal): Promise<TaskList> {
    const key = JSON.stringify([region, topicId]);
    const list = this.#lists.get(key) ?? this.#list(region, topicId, signal);
    this.#lists.set(key, list);
    return list;
  }

  /** Others may use the same account, and requests may overtake each other. */
  async #list(region: string, topicId: string, signal: AbortSignal): Promise<TaskList> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.api(region).describe(topicId, { signal });
      } catch (error) {
        const isRate = error instanceof ApiError && error.code.startsWith("RequestLimitExceeded");
        if (!isRate || attempt === TRIES) throw error;
      }
      await sleep(BASE + jitter(attempt - 1, BASE, Math.random), undefined, { signal });
    }
  }
}

/** Where requests of an account for a region go, and as whom. */
export function targetIn(
  region: string,
  { endpoint, credential }: Pick<ConnectionOptions, "endpoint" | "credential">,
): Target {
  return { endpoint: String(endpoint), region, secretId: credential.secretId };
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
