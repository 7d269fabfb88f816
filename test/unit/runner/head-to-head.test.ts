/**
 * The same misfortune, twice: the server makes the task, and the connection breaks before the answer. The official
 * Terraform resource `tencentcloud_cls_kafka_recharge` wraps its create in `resource.Retry` for five minutes and asks to
 * try again on `ClientError.NetworkError`, among others; this is that rule in a few lines, not its code.
 */
import { expect, it } from "vitest";
import { ApiError } from "../../../cloud/api/errors.ts";
import { createFrom, startWorld, type World } from "./world.ts";

const RESETS = 4;
const script = Array.from({ length: RESETS }, () => ({
  action: "CreateKafkaRecharge",
  commit: true,
  outcome: "reset" as const,
}));

async function createAsTerraformDoes(world: World): Promise<string> {
  const { request } = await createFrom(await world.file(), world.sandbox.url);
  const deadline = world.clock.monotonic() + 5 * 60 * 1000;
  for (let pause = 500; ; pause = Math.min(2 * pause, 10_000)) {
    try {
      return String((await world.api().create(Buffer.from(request.body))).Id);
    } catch (error) {
      if (error instanceof ApiError || world.clock.monotonic() >= deadline) throw error;
      await world.clock.sleep(pause);
    }
  }
}

it(`makes one task where the Terraform resource's retry makes ${RESETS + 1}`, async () => {
  const theirs = await startWorld();
  theirs.sandbox.script(script);
  const id = await createAsTerraformDoes(theirs);
  expect(theirs.sandbox.tasks().map((task) => task.Name)).toEqual(Array(RESETS + 1).fill("orders"));
  expect(theirs.sandbox.tasks().at(-1)?.Id).toBe(id);

  const ours = await startWorld();
  ours.sandbox.script(script);
  const { outcome } = await ours.submit();
  expect(ours.sandbox.tasks()).toHaveLength(1);
  expect(outcome).toMatchObject({ kind: "created", id: ours.sandbox.tasks()[0]?.Id });
});
