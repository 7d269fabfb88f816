/**
 * The schema's snippet bodies as plain JSON: each place-holder becomes what it suggests.
 * A string is what stands between the quotes; one that starts with `^` is the whole JSON text, as VS Code has it.
 */
export function expand(body: unknown): unknown {
  if (typeof body === "string") {
    const text = plain(body);
    return JSON.parse(text.startsWith("^") ? text.slice(1) : `"${text}"`);
  }
  if (Array.isArray(body)) return body.map(expand);
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, expand(value)]));
}

/** `${1:text}`, `${1|first,second|}`, `$1` and `\$`; place-holders may hold others. */
function plain(text: string): string {
  const inner = text.replace(
    /\$\{\d+:((?:\\.|[^\\${}])*)\}|\$\{\d+\|((?:\\.|[^\\,|])*)[^|]*\|\}|\$\d+/g,
    (_, value, first) => value ?? first ?? "",
  );
  return inner === text ? text.replace(/\\([$}\\])/g, "$1") : plain(inner);
}
