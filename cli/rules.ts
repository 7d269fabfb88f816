/** What is known of the rules, for help links, rule metadata and the check that a named rule exists. */
import { type RuleInfo, allRules as rulesIn } from "../server/src/service/index.ts";
import { locale } from "./locale.ts";

export type { RuleInfo } from "../server/src/service/index.ts";

/** In the order of their ids. */
export function allRules(): RuleInfo[] {
  return rulesIn(locale);
}
