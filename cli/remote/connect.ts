/** How the terminal reaches the API. */
import { Connection } from "../../cloud/api/connection.ts";
import { locale } from "../locale.ts";
import type { Account } from "./account.ts";

/** @param timeout - for answers, in seconds; undefined for the client's own. */
export function connect({ endpoint, credential }: Account, timeout: number | undefined): Connection {
  return new Connection({
    endpoint,
    credential,
    language: locale === "zh-cn" ? "zh-CN" : "en-US",
    clientName: `cls-recharge_${VERSION}`,
    ...(timeout !== undefined && { transport: { responseTimeout: timeout * 1000 } }),
  });
}
