/** An encryption switch that contradicts the protocol. */
import * as l10n from "@vscode/l10n";
import { replaceNode } from "../../../../document/edit.ts";
import { nodeAt } from "../../../../document/pointer.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Fix, Source } from "./fix.ts";

/** R12 and R13: a protocol is there, yet the switch that makes it count is off. */
export function* turnOnEncryption({ data }: Finding, { root }: Source): Generator<Fix> {
  const node = nodeAt(root, ["IsEncryptionAddr"]);
  if ((data.rule !== "R12" && data.rule !== "R13") || node?.value !== false) return;
  yield { title: l10n.t("Set {0} to {1}", "IsEncryptionAddr", "true"), edits: [replaceNode(node, "true")] };
}
