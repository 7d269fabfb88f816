import * as l10n from "@vscode/l10n";

export interface ServerStatus {
  meaning: string;
  /** JSON Pointers of the fields concerned. */
  fields: readonly string[];
}

/** Where a file says which cluster it is: the place for what is about none of its fields. JSON Pointers. */
export const CLUSTER_FIELDS: readonly string[] = ["/KafkaInstance", "/ServerAddr", "/KafkaType"];

/** What CheckRechargeKafkaServer's `Status` means (https://www.tencentcloud.com/document/product/614/56114). */
export function serverStatus(status: number): ServerStatus {
  switch (status) {
    case 0:
      return { meaning: l10n.t("The Kafka cluster can be used."), fields: [] };
    case -1:
      return { meaning: l10n.t("No connection to the Kafka brokers."), fields: ["/ServerAddr"] };
    case -2:
      return {
        meaning: l10n.t("The Kafka cluster did not accept user, password or mechanism."),
        fields: ["/Protocol/UserName", "/Protocol/Password", "/Protocol/Mechanism"],
      };
    case -3:
      return { meaning: l10n.t("CLS is not authorised to use CKafka: grant it its role in the console."), fields: [] };
    case -4:
      return { meaning: l10n.t("A Kafka topic does not exist."), fields: ["/UserKafkaTopics"] };
    case -5:
      return { meaning: l10n.t("A Kafka topic has no data."), fields: ["/UserKafkaTopics"] };
    case -6:
      return { meaning: l10n.t("The account may not use CKafka."), fields: [] };
    case -7:
      return { meaning: l10n.t("The consumer group already exists."), fields: ["/ConsumerGroupName"] };
    case -8:
      return { meaning: l10n.t("The CKafka instance does not exist any more."), fields: ["/KafkaInstance"] };
    case -9:
      return { meaning: l10n.t("The list of brokers is empty."), fields: ["/ServerAddr"] };
    case -10:
      return { meaning: l10n.t("The address of a broker is malformed."), fields: ["/ServerAddr"] };
    case -11:
      return { meaning: l10n.t("The port of a broker is not a number."), fields: ["/ServerAddr"] };
    default:
      return { meaning: l10n.t("The check ended with the unknown status {0}.", status), fields: [] };
  }
}
