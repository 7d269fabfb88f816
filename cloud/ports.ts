/** What the runner needs from the outside, narrow enough that a test or a model can replace it. */
import type { CloudTask } from "./operation.ts";

export interface Clock {
  /** Wall clock, milliseconds since 1970. To record and to notice jumps, never to measure. */
  now(): number;
  /** Milliseconds on a clock that never goes back. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Uniform in [0, 1). */
export type Random = () => number;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Awaited after the connection stands and before the first byte of the request; when it rejects, nothing is sent. */
  readonly onConnected?: () => Promise<void>;
}

/**
 * The answer's `Response` object, unjudged.
 * @throws NotSentError, LostReplyError, ApiError as the transport does; the runner judges by phase.
 */
export interface Reply {
  readonly Id?: unknown;
  readonly RequestId?: unknown;
}

export interface TaskList {
  readonly tasks: readonly CloudTask[];
  /** `TotalCount` equals the number of tasks. An incomplete list never proves that a task is absent. */
  readonly complete: boolean;
}

export interface TaskApi {
  /** CreateKafkaRecharge, sent exactly once: no redirect, no resend, a fresh connection. */
  create(body: Uint8Array, options: CallOptions): Promise<Reply>;
  /** ModifyKafkaRecharge, likewise. */
  modify(body: Uint8Array, options: CallOptions): Promise<Reply>;
  /** DeleteKafkaRecharge, likewise. */
  delete(body: Uint8Array, options: CallOptions): Promise<Reply>;
  /** DescribeKafkaRecharges: all tasks of a topic. */
  describe(topicId: string, options: { readonly signal: AbortSignal }): Promise<TaskList>;
}
