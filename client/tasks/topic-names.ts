/** Names of log topics for the view: what the look-ups know, fetched when the view asks the cloud. */
import * as vscode from "vscode";
import type { LookUps } from "../lookup/look-ups.ts";

export class TopicNames implements vscode.Disposable {
  private readonly lookUps: Pick<LookUps, "topics">;
  private readonly names = new Map<string, ReadonlyMap<string, string>>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(lookUps: Pick<LookUps, "topics">) {
    this.lookUps = lookUps;
  }

  /** Undefined while it is not known, or the account may not list log topics. */
  nameOf(region: string, topicId: string): string | undefined {
    return this.names.get(region)?.get(topicId) || undefined;
  }

  /** One look-up for each region, which the look-ups keep for a while. */
  async learn(regions: readonly string[]): Promise<void> {
    await Promise.all(regions.map((region) => this.learnOf(region)));
  }

  /** Another account may name something else. */
  clear(): void {
    this.names.clear();
  }

  private async learnOf(region: string): Promise<void> {
    const nowhere = vscode.Uri.from({ scheme: "file", path: "/" });
    const place = { uri: nowhere, root: undefined, region, topicId: undefined, instance: undefined };
    const found = await this.lookUps.topics(place);
    if (!found) return;
    this.names.set(region, new Map(found.items.map(({ id, name }) => [id, name])));
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
