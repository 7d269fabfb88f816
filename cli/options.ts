/** Readers of option values. What they throw names the option and says what it takes. */
import * as l10n from "@vscode/l10n";
import { InvalidArgumentError } from "commander";

export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError(l10n.t("A whole number is expected."));
}

export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError(l10n.t("A port from 0 to 65535 is expected."));
}

export function seconds(text: string): number {
  if (/^\d{1,6}(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError(l10n.t("A number of seconds is expected, such as 60 or 0.5."));
}

/** Of what would end at once if it waited for nothing. */
export function patience(text: string): number {
  const value = seconds(text);
  if (value > 0) return value;
  throw new InvalidArgumentError(l10n.t("More than 0 seconds are expected."));
}

/** For options that may be given several times. */
export function collect(text: string, earlier: string[]): string[] {
  return [...earlier, text];
}
