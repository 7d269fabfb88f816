/** Addresses of our documentation, in the language of the window. */
import * as vscode from "vscode";
import { localeOf } from "../../document/locale.ts";

/** @param page without its ending. @param section as an anchor. */
export function docsLink(page: string, section: string): vscode.Uri {
  const file = `${page}${localeOf(vscode.env.language) === "zh-cn" ? ".zh-cn" : ""}.md`;
  return vscode.Uri.parse(`https://github.com/cls-recharge/cls-recharge/blob/main/docs/${file}#${section}`);
}
