/** What the window says, in the language it speaks. */
import { globSync, readFileSync } from "node:fs";

export const languages = ["en", "zh-cn"] as const;
export type Language = (typeof languages)[number];

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
const titles = { en: read("package.nls.json"), "zh-cn": read("package.nls.zh-cn.json") };
const chinese: Record<string, string> = Object.assign({}, ...globSync("l10n/*.zh-cn.json").map(read));

/** What stands for itself in a pattern. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export interface Speech {
  /** A text of ours with its gaps, found by its English beginning. */
  whole(english: string): string;
  /** The same up to its first gap. */
  text(english: string): string;
  /** The whole of it, whatever its gaps hold. */
  pattern(english: string): RegExp;
  /** As the palette lists it. @param command without "recharge." */
  title(command: string): string;
}

export function speech(language: Language): Speech {
  const whole = (english: string) => {
    const keys = Object.keys(chinese);
    const key = keys.find((key) => key === english) ?? keys.find((key) => key.startsWith(english));
    if (key === undefined) throw new Error(`No such text: ${english}`);
    return language === "en" ? english : (chinese[key] ?? "");
  };
  return {
    whole,
    text: (english) => whole(english).split("{")[0] ?? "",
    pattern: (english) =>
      new RegExp(
        whole(english)
          .split(/\{\d\}/)
          .map(literally)
          .join(".*"),
      ),
    title: (command) => `Recharge: ${titles[language][`command.${command}`]}`,
  };
}
