/** The names behind Ids, as hovers and as hints beside them. */
import * as vscode from "vscode";
import { findProperty } from "../../document/effective.ts";
import { rangeOf } from "../editing/field-range.ts";
import { type FileFacts, factsOf, textOf } from "./file-facts.ts";
import type { LookUps } from "./look-ups.ts";
import { type Field, type Proposal, proposals } from "./proposals.ts";
import { soon } from "./soon.ts";

/** The fields that hold an Id. */
const named = ["TopicId", "KafkaInstance"] as const satisfies Field[];

interface Named {
  range: vscode.Range;
  /** Undefined: the cloud has nothing of this Id where the file looks for it. */
  found: Proposal | undefined;
}

export class Names implements vscode.HoverProvider, vscode.InlayHintsProvider {
  private readonly lookUps: LookUps;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(lookUps: LookUps) {
    this.lookUps = lookUps;
    this.onDidChangeInlayHints = lookUps.onDidChange;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const [at] = await this.namesIn(document, new vscode.Range(position, position));
    if (!at) return undefined;
    const text = new vscode.MarkdownString();
    const place = at.found && [at.found.name, at.found.where].filter(Boolean).join(" · ");
    text.appendText(place ?? vscode.l10n.t("The account has nothing with this Id in the region of the file."));
    return new vscode.Hover(text, at.range);
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    const all = await this.namesIn(document, range);
    return all.flatMap(({ range, found }) => {
      if (!found?.name) return [];
      const hint = new vscode.InlayHint(range.end, found.name);
      hint.paddingLeft = true;
      hint.tooltip = found.where;
      return hint;
    });
  }

  /** Those that touch a range. */
  private async namesIn(document: vscode.TextDocument, range: vscode.Range): Promise<Named[]> {
    const file = factsOf({ uri: document.uri, getText: () => document.getText() });
    if (!file) return [];
    const all = await Promise.all(named.map((field) => this.nameOf(field, file, document, range)));
    return all.filter((one) => one !== undefined);
  }

  private async nameOf(field: Field, file: FileFacts, document: vscode.TextDocument, within: vscode.Range) {
    const node = findProperty(file.root, field)?.value;
    const id = textOf(node);
    if (!node || id === undefined) return undefined;
    const range = rangeOf(document, node);
    if (!range.intersection(within)) return undefined;
    const all = await soon(proposals(field, this.lookUps, file));
    const found = all?.items.find(({ value }) => value === id);
    return found || all?.more === false ? { range, found } : undefined;
  }
}
