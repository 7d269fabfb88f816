/** How this window reaches the API. */
import * as vscode from "vscode";
import { Connection } from "../../cloud/api/connection.ts";
import { noProxy } from "../../cloud/api/proxy.ts";
import { RateLimit } from "../../cloud/api/rate.ts";
import { localeOf } from "../../document/locale.ts";
import { readSettings } from "../settings.ts";
import type { Account } from "./account.ts";

export class Connections {
  private readonly clientName: string;
  /** The window is one caller, whatever it does at the same time. */
  private readonly rate = new RateLimit();

  constructor({ extension }: vscode.ExtensionContext) {
    this.clientName = `cls-recharge_${extension.packageJSON.version}`;
  }

  /** For one command or refresh: it lists a log topic once only. */
  open({ endpoint, credential }: Pick<Account, "endpoint" | "credential">): Connection {
    const options = {
      endpoint,
      credential,
      language: localeOf(vscode.env.language) === "zh-cn" ? "zh-CN" : "en-US",
      clientName: this.clientName,
      // VS Code's own `https` knows its proxy settings.
      transport: { responseTimeout: readSettings().responseTimeout * 1000, proxy: noProxy },
    } as const;
    return new Connection(options, this.rate);
  }
}
