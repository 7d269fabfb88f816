import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaves } from "../../../cloud/task/known-fields.ts";
import { newTaskText } from "../../../cloud/task/task-text.ts";
import { type Block, Expression, HclError, parseHcl, Template } from "../../../cloud/terraform/hcl.ts";
import { argumentOf, fieldsByArgument, isSupported } from "../../../cloud/terraform/names.ts";
import { readTerraform } from "../../../cloud/terraform/read.ts";
import { exportable, writeTerraform } from "../../../cloud/terraform/write.ts";
import { buildRequest, writtenRequest } from "../../../document/body.ts";
import { parseDocument } from "../../../document/parse.ts";
import { runs } from "../../support/arbitrary.ts";
import { body, type Json, refusal } from "../../support/task-bodies.ts";

function first(text: string): Block {
  const [block] = parseHcl(text);
  if (!block) throw new Error("no block");
  return block;
}

describe("parseHcl", () => {
  it.each<[string, unknown]>([
    ["1", 1],
    ["-1.5e3", -1500],
    ["true", true],
    ["null", null],
    ['"a\\tb\\n\\"c\\"\\\\d\\u4e2d\\U0001F642"', 'a\tb\n"c"\\d中🙂'],
    ['"$${x} %%{y} $5 100%"', "${x} %{y} $5 100%"],
    ['["a", "b",]', ["a", "b"]],
    ['[\n  "a", # first\n  "b" // second\n]', ["a", "b"]],
    ["[]", []],
    ['toset(["a"])', ["a"]],
    ["<<EOT\n  a\n b\nEOT", "  a\n b\n"],
    ["<<-EOT\n    a\n      b\n  EOT", "a\n  b\n"],
    ["var.x # why", new Expression("var.x")],
    ['"a" == var.b ? "x" : "y}"', new Expression('"a" == var.b ? "x" : "y}"')],
    ['jsonencode({ a = [1, "}"] })', new Expression('jsonencode({ a = [1, "}"] })')],
    ['"a-${var.b["}"]}-c"', new Template(["a-", new Expression('var.b["}"]'), "-c"])],
    ['"a${"$$"}${var.b}"', new Template(["a$$", new Expression("var.b")])],
    ['"${"$"}"', "$"],
    ['[var.a, "b"]', [new Expression("var.a"), "b"]],
  ])("reads %s", (text, value) => {
    expect(first(`b {\n  x = ${text}\n  y = 2\n}`).attributes).toEqual(
      new Map<string, unknown>([
        ["x", value],
        ["y", 2],
      ]),
    );
  });

  it("reads blocks with labels, in each other, on one line, and between comments", () => {
    const [a, b] = parseHcl(
      '\ufeff/* { */ resource "t" l { # }\n  inner { x = "y" }\n  inner {\n  }\n}\r\nb {}\nlocals = 1\n',
    );
    expect(a).toMatchObject({ type: "resource", labels: ["t", "l"] });
    expect(a?.blocks.map(({ type, attributes }) => [type, attributes.get("x")])).toEqual([
      ["inner", "y"],
      ["inner", undefined],
    ]);
    expect(b).toMatchObject({ type: "b", labels: [] });
  });

  it.each([
    ["a {\n  x = \n}", 2],
    ['a {\n\n  x = "y\n}', 3],
    ["a {\n", 2],
    ["{", 1],
    ["a {\n x = <<EOT\n never", 2],
    ['a {\n x = "\\q"\n}', 2],
    ["a {".repeat(100), 1],
    ['"a${b}c" = 1', 1],
    ['a {\n x = toset(["b"]\n}', 3],
    [`a {\n x = ${"[".repeat(100)}`, 2],
  ])("says of %j which line it does not understand", (text, line) => {
    expect(() => parseHcl(text)).toThrow(HclError);
    expect(() => parseHcl(text)).toThrow(`Line ${line} `);
  });

  it("ends on any text", () => {
    const piece = fc.constantFrom(
      "a",
      " ",
      "\n",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      '"',
      "=",
      "${",
      "\\",
      "#",
      "/*",
      "<<E",
      ",",
      "1",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          parseHcl(pieces.join(""));
        } catch (error) {
          expect(error).toBeInstanceOf(HclError);
        }
      }),
      { numRuns: runs(3_000) },
    );
  });
});

describe("the provider's names", () => {
  it("are those of its documentation", () => {
    expect(argumentOf("UnMatchLogTimeSrc")).toBe("un_match_log_time_src");
    expect([...fieldsByArgument.keys()].filter((name) => !name.includes("."))).toEqual([
      "topic_id",
      "name",
      "kafka_type",
      "user_kafka_topics",
      "offset",
      "log_recharge_rule",
      "kafka_instance",
      "server_addr",
      "is_encryption_addr",
      "protocol",
      "consumer_group_name",
    ]);
    expect(fieldsByArgument.get("log_recharge_rule.default_time_src")).toBe("/LogRechargeRule/DefaultTimeSrc");
    expect(fieldsByArgument.has("log_recharge_rule.parse_array")).toBe(false);
  });
});

/** The provider's own example, with a secret and an import. */
const CONFIGURATION = `
provider "tencentcloud" {
  region = "ap-guangzhou"
}

resource "tencentcloud_cls_kafka_recharge" "kafka_recharge" {
  topic_id           = tencentcloud_cls_topic.topic.id
  name               = "tf-example-recharge"
  kafka_type         = 1
  offset             = -2
  is_encryption_addr = true
  server_addr        = "kafka.\${var.domain}:9092"
  user_kafka_topics  = "recharge"
  count              = 2
  protocol {
    protocol  = "sasl_ssl"
    mechanism = "PLAIN"
    user_name = "u"
    password  = "in-clear"
  }
  log_recharge_rule {
    recharge_type       = "fullregex_log"
    encoding_format     = 0
    default_time_switch = true
    log_regex           = "(\\\\S+) (\\\\d+)"
    keys                = ["host", "size"]
  }
}

import {
  to = tencentcloud_cls_kafka_recharge.kafka_recharge
  id = "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f#b53fe5be-7ee3-4031-8043-5a73bad4f572"
}
`;

describe("readTerraform", () => {
  it("makes a task file, without the password, and says what to look at", () => {
    const [task] = readTerraform(CONFIGURATION);
    expect(task).toMatchObject({
      label: "kafka_recharge",
      id: "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f",
      region: "ap-guangzhou",
    });
    expect(task?.warnings).toEqual([
      expect.stringContaining("“tencentcloud_cls_topic.topic.id” is an expression"),
      expect.stringContaining("“var.domain” is an expression"),
      "“count” has no counterpart and is left out.",
      expect.stringContaining("“keys” without order"),
    ]);
    const text = newTaskText(task?.fields ?? {}, { id: task?.id, region: task?.region });
    expect(text).not.toContain("in-clear");
    expect(JSON.parse(text)).toEqual({
      Id: "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f",
      Region: "ap-guangzhou",
      TopicId: "${env:TENCENTCLOUD_CLS_TOPIC_TOPIC_ID}",
      Name: "tf-example-recharge",
      KafkaType: 1,
      UserKafkaTopics: "recharge",
      Offset: -2,
      LogRechargeRule: {
        RechargeType: "fullregex_log",
        EncodingFormat: 0,
        DefaultTimeSwitch: true,
        LogRegex: "(\\S+) (\\d+)",
        Keys: ["host", "size"],
      },
      ServerAddr: "kafka.${env:DOMAIN}:9092",
      IsEncryptionAddr: true,
      Protocol: {
        Protocol: "sasl_ssl",
        Mechanism: "PLAIN",
        UserName: "u",
        Password: "${secret:tf-example-recharge-password}",
      },
    });
  });

  it("passes over what every resource may have, and names what it does not know, wherever it stands", () => {
    const [task] = readTerraform(`resource "tencentcloud_cls_kafka_recharge" "k" {
  name       = "orders"
  depends_on = [tencentcloud_cls_topic.t]
  lifecycle { prevent_destroy = true }
  unknown { x = 1 }
  protocol {
    odd {}
  }
}
import {
  to = tencentcloud_cls_kafka_recharge.k
  id = var.id
}
provider "tencentcloud" { region = var.region }`);
    expect(task).toEqual({
      label: "k",
      id: undefined,
      region: undefined,
      fields: { Name: "orders" },
      warnings: ["“unknown” has no counterpart and is left out.", "“protocol.odd” has no counterpart and is left out."],
    });
  });

  it("finds no task where there is none", () => {
    expect(readTerraform('resource "tencentcloud_cls_topic" "t" {}')).toEqual([]);
  });
});

const written = (text: string) => writtenRequest(text).value;

describe("writeTerraform", () => {
  it("writes a resource, its variables and its import", () => {
    const text = `{ "TopicId": "t", "Name": "Orders 订单", "KafkaType": 1, "ServerAddr": "\${env:BROKER}:9092",
      "Protocol": { "UserName": "u", "Password": "\${secret:kafka.pass}" },
      "LogRechargeRule": { "LogRegex": "\\\\b%{x}\\b", "Keys": ["a", "b"], "Delimiter": "," } }`;
    const { text: hcl, warnings } = writeTerraform([
      { fields: written(text), id: "i", topicId: "t", region: "ap-guangzhou" },
    ]);
    expect(hcl).toBe(`variable "broker" {
  type = string
}

variable "kafka_pass" {
  type      = string
  sensitive = true
}

# ap-guangzhou
resource "tencentcloud_cls_kafka_recharge" "orders" {
  topic_id    = "t"
  name        = "Orders 订单"
  kafka_type  = 1
  server_addr = "\${var.broker}:9092"

  protocol {
    user_name = "u"
    password  = var.kafka_pass
  }

  log_recharge_rule {
    log_regex = "\\\\b%%{x}\\u0008"
    keys      = ["a", "b"]
  }
}

import {
  to = tencentcloud_cls_kafka_recharge.orders
  id = "i#t"
}
`);
    expect(warnings).toEqual([[expect.stringContaining("mixed up"), expect.stringContaining("Delimiter")]]);
  });

  it("takes a file for what it says, and imports only where Id and log topic are known", () => {
    expect(exportable('{ "Id": "i", "TopicId": "t", "Region": "r", "Name": "n" }')).toEqual({
      fields: { TopicId: "t", Name: "n" },
      id: "i",
      topicId: "t",
      region: "r",
    });
    expect(exportable('{ "TopicId": "${env:TOPIC}" }')).toMatchObject({ id: undefined, topicId: undefined });
    const { text } = writeTerraform([exportable('{ "Id": "i", "TopicId": "${env:TOPIC}" }')]);
    expect(text).toContain('"recharge" {');
    expect(text).not.toContain("import {");
  });

  it.each([
    ["$${env:X}", '"${"$"}${var.x}"'],
    ["a$$${env:X}%${env:Y}$$", '"a${"$$"}${var.x}%${var.y}$$"'],
    ["\\${x}${env:X}", '"\\\\$${x}${var.x}"'],
  ])("says %s as the file does, whatever is before a placeholder", (value, expression) => {
    const { text } = writeTerraform([{ fields: { Name: value }, id: undefined, topicId: "t", region: undefined }]);
    expect(text).toContain(`name = ${expression}\n`);
    expect(readTerraform(text)[0]?.fields.Name).toBe(value);
  });

  it("makes a variable of its own of each placeholder", () => {
    const fields = {
      Name: "a-${env:X}-${secret:x}",
      ServerAddr: "${secret:a.b}${secret:a-b}${env:X}",
      Protocol: { Password: "${secret:a/password}${env:X}" },
    };
    const { text } = writeTerraform([{ fields, id: undefined, topicId: "t", region: undefined }]);
    expect(text).toContain('"a-${var.x}-${var.x_2}"');
    expect(text).toContain('"${var.a_b}${var.a_b_2}${var.x}"');
    expect(text.match(/^variable "\w+"/gm)).toEqual(
      ["a_b", "a_b_2", "a_env_x_secret_x_password", "x", "x_2"].map((name) => `variable "${name}"`),
    );
  });

  it("never writes a password, and names no two resources alike", () => {
    const task = { id: undefined, topicId: "t", region: undefined };
    const withPassword = (Password: string) => ({ ...task, fields: { Name: "a", Protocol: { Password } } });
    const { text } = writeTerraform([withPassword("in-clear"), withPassword("in-clear-${env:HALF}")]);
    expect(text).not.toContain("in-clear");
    expect(text).toContain("password = var.a_password");
    expect(text).toContain("password = var.a_2_password");
  });

  it("is read back as it was, on random tasks", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const valid = fc
      .tuple(body(60), text, text)
      .map(
        ([value, Name, LogRegex]): Json => ({
          ...value,
          Name,
          LogRechargeRule: { ...(value.LogRechargeRule as Json), LogRegex },
        }),
      )
      .filter((value) => refusal(JSON.stringify(value)) === undefined);
    fc.assert(
      fc.property(valid, (value) => {
        const fields = buildRequest(parseDocument(JSON.stringify(value)), () => "secret").value;
        const { text } = writeTerraform([{ fields, id: "i", topicId: String(fields.TopicId), region: undefined }]);
        const [read] = readTerraform(text);
        const supported = [...leaves(fields)].filter(([pointer]) => isSupported(pointer));
        expect(Object.fromEntries(leaves(read?.fields ?? {}))).toEqual(Object.fromEntries(supported));
        expect(read?.id).toBe("i");
      }),
      { numRuns: runs(300) },
    );
  });
});
