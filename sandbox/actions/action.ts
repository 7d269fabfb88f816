import type { Fields } from "../envelope.ts";
import type { Check } from "../parameters.ts";
import type { Store } from "../store.ts";

interface Call {
  region: string;
  /** Checked by the action's `parameters`. */
  parameters: Fields;
  store: Store;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What an action will answer, and what it will do to the tasks. Apart, so that a fault can separate them. */
export interface Effect {
  result: Fields;
  commit?: () => void;
}

export interface Action {
  /** Requests per second. */
  limit: number;
  parameters: Check;
  /** @throws ApiError */
  run(call: Call): Effect;
}
