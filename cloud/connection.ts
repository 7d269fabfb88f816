/** The API as an account sees it: one client for each region, all of them within one rate. */
import { ClsApi } from "./api.ts";
import type { ApiOptions } from "./caller.ts";
import type { Target } from "./operation.ts";
import type { TaskList } from "./ports.ts";
import { RateLimit } from "./rate.ts";

/** A client's options, but for the region. */
export type ConnectionOptions = Omit<ApiOptions, "region">;

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
    const { endpoint, credential } = this.#options;
    return { endpoint: String(endpoint), region, secretId: credential.secretId };
  }

  api(region: string): ClsApi {
    const api = this.#apis.get(region) ?? new PacedApi({ ...this.#options, region }, this.#rate);
    this.#apis.set(region, api);
    return api;
  }

  /** A log topic's tasks, asked for once in the connection's life. Rejects as the API does, or when `signal` says so. */
  tasks(region: string, topicId: string, signal: AbortSignal): Promise<TaskList> {
    const key = JSON.stringify([region, topicId]);
    const list = this.#lists.get(key) ?? this.api(region).describe(topicId, { signal });
    this.#lists.set(key, list);
    return list;
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
