import fc from "fast-check";

/** How many examples a property is tried on: a small number in the suite, more by hand (`RUNS=200000`). */
export const runs = (inSuite: number): number => Number(process.env.RUNS ?? inSuite);

const key = fc.oneof(
  fc.constantFrom(
    "TopicId",
    "Name",
    "KafkaType",
    "LogRechargeRule",
    "Id2",
    "id",
    "1",
    "名字",
    "🙂",
    'a"b\\c',
    "//",
    "/*",
  ),
  fc
    .string({ unit: "grapheme", maxLength: 6 })
    .filter((k) => !["Id", "__proto__", "constructor", "prototype"].includes(k)),
);

const blank = fc.constantFrom("", " ", "  ", "\t");
const eol = fc.constantFrom("\n", "\r\n");

/** White space and comments as people leave them between tokens. Line ends are written "\n". */
const trivia = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: blank },
      { weight: 3, arbitrary: fc.constant("\n") },
      {
        weight: 1,
        arbitrary: fc.constantFrom("/* c */", "/* { */", '/* "Id": */', "/* a\n b */", "// l\n", '// "\n', "//\n"),
      },
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(""));

interface Trivia {
  next(): string;
}

/** A value's text with trivia wherever JSON allows it. */
function print(value: unknown, trivia: Trivia): string {
  const between = (text: string) => trivia.next() + text + trivia.next();
  if (Array.isArray(value)) return `[${between(value.map((item) => between(print(item, trivia))).join(","))}]`;
  if (value instanceof Map) {
    const members = [...value].map(([k, v]) => `${between(JSON.stringify(k))}:${between(print(v, trivia))}`);
    return `{${members.join(",") || trivia.next()}}`;
  }
  return JSON.stringify(value);
}

const { tree } = fc.letrec<{ tree: unknown; object: Map<string, unknown> }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>("", null, 0, -1, 1.5, true, false, "x"),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.array(tie("tree"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie("tree")), { maxLength: 4, selector: ([k]) => k })
    .map((entries) => new Map(entries)),
}));

const object = fc
  .uniqueArray(fc.tuple(key, tree), { maxLength: 6, selector: ([k]) => k })
  .map((entries) => new Map(entries));

/** The text of an object without an `Id`: any layout, comments, line ends, with or without a byte order mark or a final line end. */
export const objectText: fc.Arbitrary<string> = fc
  .record({
    object,
    layout: fc.oneof(
      fc.record({ kind: fc.constant("wild" as const), trivia: fc.array(trivia, { minLength: 1, maxLength: 12 }) }),
      fc.record({ kind: fc.constant("pretty" as const), indent: fc.constantFrom("", " ", "  ", "    ", "\t") }),
    ),
    eol,
    bom: fc.boolean(),
    before: trivia,
    after: trivia,
  })
  .map(({ object, layout, eol, bom, before, after }) => {
    let text: string;
    if (layout.kind === "wild") {
      let i = 0;
      text = print(object, { next: () => layout.trivia[i++ % layout.trivia.length] ?? "" });
    } else {
      text = JSON.stringify(plain(object), null, layout.indent);
    }
    return (bom ? "\uFEFF" : "") + (before + text + after).replaceAll("\n", eol);
  });

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Map ? Object.fromEntries([...value].map(([k, v]) => [k, plain(v)])) : value;
}
