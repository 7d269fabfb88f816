/** What the cloud last said of log topics. Each is asked for once, however many task files are in it. */
import * as vscode from "vscode";
import { recorded } from "../../cloud/classify.ts";
import type { Connection } from "../../cloud/connection.ts";
import { explained } from "../../cloud/refusal-text.ts";
import type { Answer } from "./state.ts";

/** A log topic belongs to a region. */
export interface Topic {
  readonly region: string;
  readonly topicId: string;
}

export function topicKey({ region, topicId }: Topic): string {
  return JSON.stringify([region, topicId]);
}

export class TopicLists implements vscode.Disposable {
  private readonly answers = new Map<string, Answer>();
  private readonly underWay = new Map<string, Promise<void>>();
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

  /** The same, content with an answer that is on its way. */
  async join(topics: readonly Topic[], connection: Connection): Promise<void> {
    await Promise.all(topics.map((topic) => this.underWay.get(topicKey(topic)) ?? this.askFor(topic, connection)));
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

  private askFor(topic: Topic, connection: Connection): Promise<void> {
    const key = topicKey(topic);
    // What was listed before is good enough to show meanwhile.
    if (this.answers.get(key)?.kind !== "listed") this.answers.set(key, { kind: "asking" });
    const { signal } = this.abort;
    const asked: Promise<void> = answerFor(topic, connection, signal).then(async (answer) => {
      const latest = this.underWay.get(key);
      // Overtaken by a later question, or no longer of interest.
      if (latest !== asked) return await latest;
      this.underWay.delete(key);
      this.answers.set(key, answer);
      this.changed.fire(topic);
    });
    this.underWay.set(key, asked);
    this.changed.fire(topic);
    return asked;
  }

  dispose(): void {
    this.generation++;
    this.abort.abort();
    this.changed.dispose();
  }
}

async function answerFor({ region, topicId }: Topic, connection: Connection, signal: AbortSignal): Promise<Answer> {
  const asked = performance.now();
  try {
    return { kind: "listed", asked, list: await connection.tasks(region, topicId, signal) };
  } catch (error) {
    return { kind: "failed", message: explained(recorded(error)) };
  }
}
