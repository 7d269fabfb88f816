/**
 * Task files mostly differ in nothing but names of which there is nothing to say: one format of logs, many topics. What is
 * found in one of them is found in all, in each at its own place.
 */
import type { Location } from "vscode-languageserver-types";
import type { Span } from "../../../../document/problem.ts";
import { TOPIC_ID } from "../rules/R66-topic-id.ts";
import type { Finding } from "./finding.ts";

/** Values that can stand for each other: no condition of the schema, and no rule about one file, tells one from another. */
const NAME = String.raw`("(?:Id|Name|UserKafkaTopics|ConsumerGroupName)"\s*:\s*")([\w-]{1,42})(?=")`;
const ID = String.raw`("TopicId"\s*:\s*")(?:${TOPIC_ID})(?=")`;
const PLAIN = new RegExp(`${NAME}|${ID}`, "g");

const TYPICAL_NAME = "x";
const TYPICAL_ID = "00000000-0000-0000-0000-000000000000";

/** Longer texts stand for themselves: they are few, and there is a limit that counts their units. In UTF-16 units. */
export const LONGEST_ALIKE = 8 * 1024;

/** The text that stands for all that differ from it in nothing but plain values. */
export function typicalText(text: string): string {
  if (text.length > LONGEST_ALIKE) return text;
  return text.replace(PLAIN, (_, beforeName?: string, _name?: string, beforeId?: string) =>
    beforeName === undefined ? beforeId + TYPICAL_ID : beforeName + TYPICAL_NAME,
  );
}

/** @param found in the typical text of a text. @returns the same at its places in the text itself */
export function placed(found: readonly Finding[], text: string): Finding[] {
  if (found.length === 0) return [];
  const shifts = text.length > LONGEST_ALIKE ? [] : shiftsIn(text);
  const move = (offset: number) => offset + (shifts.findLast(({ from }) => from <= offset)?.by ?? 0);
  const moveSpan = ({ offset, length }: Span): Span => ({
    offset: move(offset),
    length: move(offset + length) - move(offset),
  });
  const moveRelated = ({ message, at }: { message: string; at: Span | Location }) => ({
    message,
    at: "uri" in at ? at : moveSpan(at),
  });
  return found.map((finding) => ({
    ...finding,
    span: moveSpan(finding.span),
    ...(finding.related && { related: finding.related.map(moveRelated) }),
  }));
}

/** How far places of the typical text are moved in a text, each from some place on. In UTF-16 units. */
function shiftsIn(text: string): { from: number; by: number }[] {
  let by = 0;
  return [...text.matchAll(PLAIN)].flatMap(({ 0: { length }, 2: name, index }) => {
    if (name === undefined) return [];
    const from = index - by + length - name.length + TYPICAL_NAME.length;
    by += name.length - TYPICAL_NAME.length;
    return [{ from, by }];
  });
}
