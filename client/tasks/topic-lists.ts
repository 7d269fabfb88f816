/** What the cloud last said of log topics. Each is asked for once, however many task files are in it. */
import * as vscode from "vscode";
import type { Connection } from "../../cloud/api/connection.ts";
import { recorded } from "../../cloud/operation/classify.ts";
import { explained } from "../../cloud/operation/refusal-text.ts";
import type { Answer } from "./state.ts";

/** A log topic belongs to a region. */
export interface Topic {
  readonly region: string;
  readonly topicId: string;
}

export function topicKey({ region, topicId }: Topic): string {
  return JSON.stringify([region, topicId]);
}

interface Question {
  /** When it was put, as `performance.now()`: before the request left. */
  readonly asked: number;
  /** Resolves when it, or one that overtook it, has an answer. */
  readonly done: Promise<void>;
}

export class TopicLists implements vscode.Disposable {
  private readonly answers = new Map<string, Answer>();
  private readonly underWay = new Map<string, Question>();
  private abort = new AbortController();
  /** Counts how often everything was forgotten. */
  generation = 0;
  private readonly changed = new vscode.EventEmitter<Topic | undefined>();
  /** Fires for every answer, and with nothing when all are forgotten. */
  readonly onDidChange = this.changed.event;

  get(topic: Topic): Answer | undefined {
    return this.answers.get(topicKey(topic));
  }

  /** Resolves when all of them have answered or failed; never rejects. */
  async ask(topics: readonly Topic[], connection: Connection): Promise<void> {
    await Promise.all(topics.map((topic) => this.askFor(topic, connection)));
  }

  /**
   * The same, content with the answer to any question that was put at `since` or later. One that was put earlier may
   * lack what came to be in between: it is waited for, and all who wait for it share the next.
   * @param since as `performance.now()`.
   */
  async join(topics: readonly Topic[], connection: Connection, since: number): Promise<void> {
    await Promise.all(topics.map((topic) => this.joinFor(topic, connection, since)));
  }

  /** Forgets everything: another account may see something else. */
  clear(): void {
    this.generation++;
    this.abort.abort();
    this.abort = new AbortController();
    this.answers.clear();
    this.underWay.clear();
    this.changed.fire(undefined);
  }

  private async joinFor(topic: Topic, connection: Connection, since: number): Promise<void> {
    const key = topicKey(topic);
    const { generation } = this;
    const earlier = this.underWay.get(key);
    if (earlier && earlier.asked < since) await earlier.done;
    const answer = this.answers.get(key);
    const isAnswered = answer?.kind === "listed" && answer.asked >= since;
    if (isAnswered || generation !== this.generation) return;
    await (this.underWay.get(key)?.done ?? this.askFor(topic, connection));
  }

  private askFor(topic: Topic, connection: Connection): Promise<void> {
    const key = topicKey(topic);
    const asked = performance.now();
    // What was listed before is good enough to show meanwhile.
    if (this.answers.get(key)?.kind !== "listed") this.answers.set(key, { kind: "asking" });
    const { signal } = this.abort;
    const done = answerFor(topic, connection, asked, signal).then(async (answer) => {
      const latest = this.underWay.get(key);
      // Overtaken by a later question, or no longer of interest.
      if (latest !== question) return await latest?.done;
      this.underWay.delete(key);
      this.answers.set(key, answer);
      this.changed.fire(topic);
    });
    const question: Question = { asked, done };
    this.underWay.set(key, question);
    this.changed.fire(topic);
    return done;
  }

  dispose(): void {
    this.generation++;
    this.abort.abort();
    this.changed.dispose();
  }
}

async function answerFor(
  { region, topicId }: Topic,
  connection: Connection,
  asked: number,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return { kind: "listed", asked, list: await connection.tasks(region, topicId, signal) };
  } catch (error) {
    return { kind: "failed", message: explained(recorded(error)) };
  }
}
