/** The real runner in random schedules: two processes change and delete one task, in a world where anything may fail. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { isUnfinished } from "../../../cloud/journal/journal.ts";
import type { ChangeOperation, CloudTask } from "../../../cloud/operation/operation.ts";
import type { Outcome } from "../../../cloud/operation/outcome.ts";
import { course, Earth, type Fate, Process, requestOf } from "./earth.ts";
import { TEXT, TOPIC } from "./world.ts";

const target = { endpoint: "https://cls.tencentcloudapi.com", region: "ap-guangzhou", secretId: "EXAMPLE" };
const WITH_ID = TEXT.replace("{\n", '{\n  "Id": "t",\n');

/** Something a person asks for once. Each modify sets topics of its own, so that its effect can be told from others'. */
interface Wish {
  readonly kind: "modify" | "delete";
  readonly topics: string;
  base?: CloudTask;
  outcome?: Outcome;
}

const kinds = fc.constantFrom<Wish["kind"]>("modify", "modify", "modify", "delete");
const scenario = fc.record({
  ...course,
  first: fc.array(kinds, { minLength: 1, maxLength: 3 }),
  second: fc.array(kinds, { maxLength: 3 }),
});

/** Starts like a program: settles what is unfinished, then does what is asked for, each from a plan of its own. */
async function live(process: Process, earth: Earth, todo: Wish[]): Promise<void> {
  await process.settle();
  for (let wish = todo.shift(); wish; wish = todo.shift()) {
    if (wish.kind === "modify") earth.text = earth.text.replace(/Topics": ".*"/, `Topics": "${wish.topics}"`);
    const text = earth.text;
    const base = (await process.look()).find(({ Id }) => Id === "t");
    if (!base && wish.kind === "modify") continue;
    wish.base = base ?? { Id: "t", Name: "orders" };
    const common = { target, text, id: "t", topicId: TOPIC, name: "orders", base: wish.base };
    const operation: ChangeOperation =
      wish.kind === "modify" ? { kind: "modify", ...common, request: requestOf(text) } : { kind: "delete", ...common };
    wish.outcome = await process.run(operation);
  }
}

/** Starts again after each crash; what was under way then is not asked for again. */
async function user(earth: Earth, todo: Wish[]): Promise<void> {
  for (;;) {
    const process = new Process(earth);
    if ((await Promise.race([live(process, earth, todo), process.died])) !== "died") return;
  }
}

/** A change is answered without an Id. */
const honest = ({ answer, commit }: Fate): Fate =>
  answer === "no Id" ? { answer, commit: "now" } : { answer, commit };

it("does nothing twice, overwrites nothing unseen and says what is true, in 5,000 schedules", async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(scenario, async ({ first, second, ...given }) => {
      const earth = new Earth({ ...given, fates: given.fates.map(honest) }, WITH_ID);
      earth.tasks.push({ ...requestOf(TEXT).value, Id: "t", Name: "orders", Status: 1 });
      const wishes: Wish[] = [...first, ...second].map((kind, index) => ({ kind, topics: `orders,t${index}` }));
      const users = [user(earth, wishes.slice(0, first.length)), user(earth, wishes.slice(first.length))];
      await given.schedule.waitFor(Promise.all(users));
      await earth.end();

      expect([...earth.records.values()].filter(({ phase }) => isUnfinished(phase))).toEqual([]);
      const [task] = earth.tasks;
      const late = given.fates.some(({ commit }) => commit === "late");
      // A file may name a task that a late delete took, but never forgets one that is there.
      if (late) expect(earth.idInFile ?? task?.Id).toBe(earth.idInFile);
      else expect(earth.idInFile).toBe(task?.Id);
      for (const { kind, topics, base, outcome } of wishes) {
        if (outcome) ends.add(`${kind} ${outcome.kind}`);
        if (kind !== "modify") continue;
        const executed = earth.executed.filter(({ body }) => body.UserKafkaTopics === topics);
        expect(executed.length).toBeLessThanOrEqual(1);
        if (outcome?.kind === "changed") expect(executed).toHaveLength(1);
        if (outcome && ["rejected", "not-sent", "refused"].includes(outcome.kind)) expect(executed).toEqual([]);
        for (const { met } of late ? [] : executed) expect(met?.UserKafkaTopics).toBe(base?.UserKafkaTopics);
      }
    }),
    { numRuns: 5_000 },
  );
  // None is true for want of trying.
  const all = ["changed", "closed", "not-sent", "refused", "rejected"];
  expect([...ends].sort()).toEqual([...all.map((end) => `delete ${end}`), ...all.map((end) => `modify ${end}`)]);
}, 300_000);
