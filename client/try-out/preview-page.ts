/** The page of a preview as HTML: no script, nothing from elsewhere, all texts escaped. */

export interface PreviewPage {
  /** BCP 47. */
  language: string;
  title: string;
  /** Where the message comes from. */
  facts: readonly string[];
  again: { label: string; href: string };
  message: { label: string; text: string };
  /** Heads of the columns. */
  field: string;
  value: string;
  logs: readonly { label: string; rows: readonly (readonly [name: string, value: string])[] }[];
  /** What is to be known of the logs, or why there are none. */
  remark: string | undefined;
}

/** @param nonce of letters, digits, `-` and `_`; a new one for every page */
export function previewPage(page: PreviewPage, nonce: string): string {
  const { language, title, facts, again, message, remark } = page;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header>
<p class="facts">${facts.map((fact) => `<span>${escaped(fact)}</span>`).join("")}</p>
<a href="${escaped(again.href)}">${escaped(again.label)}</a>
</header>
<main>
<section>
<h2>${escaped(message.label)}</h2>
<pre>${escaped(message.text)}</pre>
</section>
${remark === undefined ? "" : `<p class="remark" role="note">${escaped(remark)}</p>`}
${page.logs.map((log) => section(log, page)).join("\n")}
</main>
</body>
</html>
`;
}

function section({ label, rows }: PreviewPage["logs"][number], { field, value }: PreviewPage): string {
  const body = rows.map(([name, text]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(text)}</td></tr>`);
  return `<section>
<h2>${escaped(label)}</h2>
<table>
<thead><tr><th scope="col">${escaped(field)}</th><th scope="col">${escaped(value)}</th></tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
</section>`;
}

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** The theme's own colours; high contrast themes define `contrastBorder`. */
const STYLE = `
body { padding: 0 24px 24px; color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; justify-content: space-between; padding: 16px 0 8px; }
.facts { margin: 0; color: var(--vscode-descriptionForeground); }
.facts span + span::before { content: "·"; margin: 0 8px; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
h2 { margin: 16px 0 8px; font-size: 1em; font-weight: 600; }
.facts span { white-space: nowrap; }
pre, td, tbody th { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 0; padding: 10px 12px; border-radius: 4px; border: 1px solid var(--vscode-contrastBorder, transparent); background: var(--vscode-textCodeBlock-background); }
.remark { margin: 16px 0 0; padding: 8px 12px; border-left: 3px solid var(--vscode-editorWarning-foreground, var(--vscode-contrastBorder)); background: var(--vscode-textBlockQuote-background); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 12px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-editorWidget-border, var(--vscode-panel-border))); }
thead th { color: var(--vscode-descriptionForeground); font-weight: 400; }
tbody th { width: 1%; min-width: 8em; overflow-wrap: break-word; font-weight: 400; color: var(--vscode-symbolIcon-fieldForeground, var(--vscode-foreground)); }
tbody tr:hover { background: var(--vscode-list-hoverBackground); }
`;
