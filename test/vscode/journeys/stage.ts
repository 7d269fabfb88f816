/** What most journeys begin with: a window, and a sandbox as the endpoint of the user's settings. */
import { afterAll, beforeAll } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { useWorkbench, type Workbench, type WorkbenchOptions } from "./workbench.ts";

export interface Stage {
  /** There while tests run. */
  sandbox: Sandbox;
  workbench: () => Workbench;
}

/** For the tests of the `describe` it is called in. */
export function useStage({ settings, ...options }: WorkbenchOptions = {}): Stage {
  const own: Record<string, unknown> = { ...settings };
  const stage = {} as Stage;
  beforeAll(async () => {
    stage.sandbox = await startSandbox({ rateLimit: false });
    own["recharge.endpoint"] = stage.sandbox.url;
  });
  afterAll(() => stage.sandbox.close());
  stage.workbench = useWorkbench({ ...options, settings: own });
  return stage;
}
