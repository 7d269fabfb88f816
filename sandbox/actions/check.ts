import { findInstance, refusedUser, unreachableHost } from "../catalogue.ts";
import { type Source, sourceFields } from "../kafka-recharge.ts";
import { object } from "../parameters.ts";
import type { Action } from "./action.ts";

/** Answers with a status number: 0 is fine, the others are documented on the action's page. Connects to nothing. */
export const checkRechargeKafkaServer: Action = {
  limit: 20,
  parameters: object({ KafkaType: sourceFields.KafkaType }, sourceFields),
  run({ region, parameters }) {
    const source = parameters as unknown as Source;
    const status = source.KafkaType === 0 ? (findInstance(region, source.KafkaInstance)?.check ?? -8) : broker(source);
    return { result: { Status: status } };
  },
};

function broker({ ServerAddr: address, Protocol: protocol }: Source): number {
  if (!address) return -9;
  for (const entry of address.split(",")) {
    const [, host, port] = /^\s*(.+):([^:]*?)\s*$/.exec(entry) ?? [];
    if (host === undefined || port === undefined) return -10;
    if (!/^\d+$/.test(port)) return -11;
    if (host === unreachableHost) return -1;
  }
  return protocol?.UserName === refusedUser ? -2 : 0;
}
