import * as l10n from "@vscode/l10n";

export interface Region {
  id: string;
  /** In the current language. */
  name: string;
}

/**
 * The regions of CLS (https://cloud.tencent.com/document/product/614/18940), in the order of that page; new ones come
 * without notice, so that a region which is not listed deserves a warning at most.
 */
export function regions(): Region[] {
  return [
    { id: "ap-beijing", name: l10n.t("Beijing") },
    { id: "ap-guangzhou", name: l10n.t("Guangzhou") },
    { id: "ap-shanghai", name: l10n.t("Shanghai") },
    { id: "ap-chengdu", name: l10n.t("Chengdu") },
    { id: "ap-nanjing", name: l10n.t("Nanjing") },
    { id: "ap-chongqing", name: l10n.t("Chongqing") },
    { id: "ap-hongkong", name: l10n.t("Hong Kong") },
    { id: "na-siliconvalley", name: l10n.t("Silicon Valley") },
    { id: "na-ashburn", name: l10n.t("Virginia") },
    { id: "ap-singapore", name: l10n.t("Singapore") },
    { id: "ap-bangkok", name: l10n.t("Bangkok") },
    { id: "eu-frankfurt", name: l10n.t("Frankfurt") },
    { id: "ap-tokyo", name: l10n.t("Tokyo") },
    { id: "ap-seoul", name: l10n.t("Seoul") },
    { id: "ap-jakarta", name: l10n.t("Jakarta") },
    { id: "sa-saopaulo", name: l10n.t("São Paulo") },
    { id: "ap-shenzhen-fsi", name: l10n.t("Shenzhen (finance)") },
    { id: "ap-shanghai-fsi", name: l10n.t("Shanghai (finance)") },
    { id: "ap-beijing-fsi", name: l10n.t("Beijing (finance)") },
  ];
}

/** `malformed` cannot be a region; `unknown` may be a new one. */
export function regionProblem(id: string): "malformed" | "unknown" | undefined {
  if (!/^[a-z]{2}(-[a-z0-9]+)+$/.test(id)) return "malformed";
  return regions().some((region) => region.id === id) ? undefined : "unknown";
}
