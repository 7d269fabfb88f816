/** What the runner needs from the outside, narrow enough that a test or a model can replace it. */
import type { CloudTask } from "./operation.ts";

export interface Clock {
  /** Wall clock, milliseconds since 1970. To record and to notice jumps, never to measure. */
  now(): number;
  /** Milliseconds on a clock that never goes back. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when aborted; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  // `performance` would be loaded for this.
  monotonic: () => process.uptime() * 1000,
  sleep(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done);
    });
  },
};

/** Uniform in [0, 1). */
export type Random = () => number;

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly traceId: string;
  /** Values to keep out of error messages, beyond the credential and what the body names as secret. */
  readonly secrets: readonly string[];
  /** Awaited after the connection stands and before the first byte of the request; when it rejects, nothing is sent. */
  readonly onConnected: () => Promise<void>;
}

export interface TaskList {
  readonly tasks: readonly CloudTask[];
  /** False when there are more than listed: then a task that is not listed may still exist. */
  readonly complete: boolean;
}

/** The members of an answer's `Response`, unjudged. */
export interface Reply {
  readonly Id?: unknown;
  readonly RequestId?: unknown;
}

/**
 * The part of `ClsApi` the runner uses. Writes are sent exactly once, over a fresh connection.
 * @throws NotSentError, LostReplyError, ApiError
 */
export interface TaskApi {
  /** CreateKafkaRecharge. */
  create(body: Uint8Array, options: SendOptions): Promise<Reply>;
  /** ModifyKafkaRecharge. */
  modify(body: Uint8Array, options: SendOptions): Promise<Reply>;
  /** DeleteKafkaRecharge. */
  delete(body: Uint8Array, options: SendOptions): Promise<Reply>;
  /** DescribeKafkaRecharges: all tasks of a topic. */
  describe(topicId: string, options: { readonly signal: AbortSignal }): Promise<TaskList>;
  /** Signs by the server's clock from now on. Whether that changes anything. */
  correctClock(): boolean;
  /** Server time minus local time, milliseconds; undefined before the first answer. */
  readonly clockSkew: number | undefined;
  /** Milliseconds added to the local clock to sign with; 0 while it is trusted. */
  readonly clockCorrection: number;
}
