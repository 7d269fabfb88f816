/** The Id of a task whose file is gone, in a file of its own: `orders.recharge-id.json`. */
import * as vscode from "vscode";
import type { OpRecord } from "../../cloud/journal/record.ts";
import { required } from "../errors.ts";

/**
 * Asks where, and writes it.
 * @throws UserCancelledError
 */
export async function saveSidecar({ uri, id, name, topicId, region }: OpRecord): Promise<vscode.Uri> {
  const file = vscode.Uri.parse(uri);
  const defaultUri = file.with({ path: file.path.replace(/(\.recharge)?(\.json)?$/i, ".recharge-id.json") });
  const title = vscode.l10n.t("Save Id");
  const target = required(await vscode.window.showSaveDialog({ defaultUri, title, filters: { JSON: ["json"] } }));
  const text = JSON.stringify({ Id: id, Name: name, TopicId: topicId, Region: region }, undefined, 2);
  await vscode.workspace.fs.writeFile(target, Buffer.from(`${text}\n`));
  return target;
}
