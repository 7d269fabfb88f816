/** Addresses of our documentation, in the language of the window. */
import * as vscode from "vscode";

/** @param page without its ending. @param section as an anchor. */
export function docsLink(page: string, section: string): vscode.Uri {
  const chinese = vscode.env.language.toLowerCase().startsWith("zh");
  const file = `${page}${chinese ? ".zh-cn" : ""}.md`;
  return vscode.Uri.parse(`https://github.com/cls-recharge/cls-recharge/blob/main/docs/${file}#${section}`);
}
