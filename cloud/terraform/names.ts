/** How the Terraform provider names what the API has. */
import { fromPointer } from "../../document/pointer.ts";
import { fields } from "../../schemas/generated/fields.ts";

/** https://registry.terraform.io/providers/tencentcloudstack/tencentcloud/latest/docs/resources/cls_kafka_recharge */
export const RESOURCE = "tencentcloud_cls_kafka_recharge";

/** Parameters that the resource has no argument for. */
const LACKING: readonly string[] = [
  "/UserKafkaMeta",
  "/LogRechargeRule/ParseArray",
  "/LogRechargeRule/Delimiter",
  "/LogRechargeRule/JsonExpand",
];

/** Whether the resource has an argument for a field. */
export function isSupported(pointer: string): boolean {
  return !LACKING.some((lacking) => pointer === lacking || pointer.startsWith(`${lacking}/`));
}

/** `UnMatchLogTimeSrc` is `un_match_log_time_src`. */
export function argumentOf(field: string): string {
  return field.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

/** Fields by the path of their argument: `log_recharge_rule.time_zone`. */
export const fieldsByArgument: ReadonlyMap<string, string> = new Map(
  Object.keys(fields)
    .filter(isSupported)
    .map((pointer) => [fromPointer(pointer).map(argumentOf).join("."), pointer]),
);
