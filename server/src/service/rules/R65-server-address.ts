import * as l10n from "@vscode/l10n";
import { hasEffect } from "../conditions.ts";
import { spanInside } from "../diagnostics/finding.ts";
import { decidedString } from "./reading.ts";
import type { Rule } from "./rule.ts";

export const serverAddress: Rule = {
  id: "R65",
  severity: "warning",
  title: () => l10n.t("The Kafka address is malformed"),
  description: () =>
    l10n.t(
      "`ServerAddr` is `host:port`, as in `192.168.0.1:9095`; several brokers are separated by commas, which the documentation does not mention. IPv6 addresses stand in brackets. The connectivity check of CLS has error codes for a malformed address and for a port that is not a number.",
    ),
  *check(context) {
    const address = decidedString(context, ["ServerAddr"]);
    if (!address || !hasEffect(context.held, ["ServerAddr"])) return;
    const list = address.value;
    const suggestion = repaired(list);
    let start = 0;
    for (const one of list.split(/[,，;；]/)) {
      const message = addressProblem(one);
      if (message !== undefined) {
        const { node } = address;
        const span = spanInside(context, node, start, start + one.length);
        const isSettled = addressProblem(repaired(one)) === undefined;
        yield { node, span, message, ...(isSettled && suggestion !== list && { suggestion }) };
      }
      start += one.length + 1;
    }
    const foreign = /[，;；]/.exec(list);
    if (foreign) {
      const message = l10n.t("Addresses are separated by half-width commas (,), not by “{0}”.", foreign[0]);
      const { node } = address;
      yield { node, span: spanInside(context, node, foreign.index, foreign.index + 1), message, suggestion };
    }
  },
};

function addressProblem(address: string): string | undefined {
  const text = address.trim();
  if (text === "") return l10n.t("An address is missing between two commas.");
  if (text !== address) return l10n.t("There are blanks around the address “{0}”.", text);
  const scheme = /^[a-z_][\w+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) return l10n.t("“{0}” does not belong into a Kafka address, which is host:port.", scheme);
  if (/^[^[\]]*:[^[\]]*:/.test(text)) return l10n.t("An IPv6 address stands in brackets: “[{0}]:9092”.", text);
  if (text.includes("：")) return l10n.t("A half-width colon (:) stands before the port, not “{0}”.", "：");
  const { host, port } = /^(?<host>\[[\da-f:.%]+\]|[^:/\s]+)?(?::(?<port>.*))?$/i.exec(text)?.groups ?? {};
  if (host === undefined) return l10n.t("“{0}” has no host name: an address is host:port.", text);
  if (port === undefined || port === "") return l10n.t("“{0}” has no port: an address is host:port.", text);
  if (!/^\d+$/.test(port)) return l10n.t("The port “{0}” is not a number.", port);
  if (Number(port) < 1 || Number(port) > 65_535) return l10n.t("The port {0} does not exist: 1 to 65535.", port);
  return undefined;
}

function repaired(list: string): string {
  const addresses = list.split(/[,，;；]/).map((address) =>
    address
      .trim()
      .replace(/^[a-z_][\w+.-]*:\/\//i, "")
      .replace(/\/+$/, "")
      .replaceAll("：", ":"),
  );
  return addresses.filter((address) => address !== "").join(",");
}
