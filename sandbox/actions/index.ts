import type { Action } from "./action.ts";
import { checkRechargeKafkaServer } from "./check.ts";
import { describeGroup, describeInstances, describeTopic } from "./ckafka.ts";
import { createKafkaRecharge } from "./create.ts";
import { deleteKafkaRecharge } from "./delete.ts";
import { describeKafkaRecharges } from "./describe.ts";
import { describeLogsets } from "./describe-logsets.ts";
import { describeTopics } from "./describe-topics.ts";
import { modifyKafkaRecharge } from "./modify.ts";
import { previewKafkaRecharge } from "./preview.ts";
import { getCallerIdentity } from "./sts.ts";

export interface Product {
  /** Its name in the credential scope. */
  service: string;
  actions: Map<string, Action>;
}

/** By `X-TC-Version`. The real products have a host each; here one host serves them all, and their versions differ. */
export const products = new Map<string, Product>([
  [
    "2020-10-16",
    {
      service: "cls",
      actions: new Map([
        ["CreateKafkaRecharge", createKafkaRecharge],
        ["DescribeKafkaRecharges", describeKafkaRecharges],
        ["ModifyKafkaRecharge", modifyKafkaRecharge],
        ["DeleteKafkaRecharge", deleteKafkaRecharge],
        ["PreviewKafkaRecharge", previewKafkaRecharge],
        ["CheckRechargeKafkaServer", checkRechargeKafkaServer],
        ["DescribeTopics", describeTopics],
        ["DescribeLogsets", describeLogsets],
      ]),
    },
  ],
  [
    "2019-08-19",
    {
      service: "ckafka",
      actions: new Map([
        ["DescribeInstances", describeInstances],
        ["DescribeTopic", describeTopic],
        ["DescribeGroup", describeGroup],
      ]),
    },
  ],
  ["2018-08-13", { service: "sts", actions: new Map([["GetCallerIdentity", getCallerIdentity]]) }],
]);
