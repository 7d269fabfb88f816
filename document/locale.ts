/** Which of the two languages that there are a locale's reader gets. */
export type Locale = "en" | "zh-cn";

/**
 * Simplified Chinese for its readers, and English for everybody else, also for those of Traditional Chinese: that is what
 * VS Code makes of an extension that has no `zh-tw`.
 * @param name as any system writes it: "zh-cn", "zh_CN.UTF-8", "zh-Hans-HK".
 */
export function localeOf(name: string): Locale {
  return /^zh(?:[-_](?:hans|cn|sg|my)\b.*|[.@].*)?$/i.test(name) ? "zh-cn" : "en";
}
