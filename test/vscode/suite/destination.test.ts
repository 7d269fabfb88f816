import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { taskText } from "./tasks.ts";
import { openTask, setUserSetting } from "./workspace.ts";

const withoutRegion = (name: string) => taskText(name).replace(/ *"Region".*\n/, "");

/** What the modal says before anything is sent; nothing is. */
async function destination(
  person: ReturnType<typeof useStage>["person"],
  document: vscode.TextDocument,
): Promise<string> {
  person.answers(/Create the task/, undefined);
  await vscode.commands.executeCommand("recharge.submit", document.uri);
  return (await person.sees(/Create the task/)).text;
}

describe("the region of a task", () => {
  const stage = useStage();

  it("is picked where neither the file nor a setting names one", async () => {
    const document = await openTask("region-picked.recharge.json", withoutRegion("region-picked"));
    stage.person.answers(/Which region is the log topic in/, "ap-nanjing");
    assert.match(await destination(stage.person, document), /Region: ap-nanjing/);
    const { choices } = await stage.person.sees(/Which region/);
    assert.ok(choices.includes("ap-guangzhou") && choices.includes("Another region…"), choices.join(", "));
  });

  it("is asked for when it is a new one", async () => {
    const document = await openTask("region-new.recharge.json", withoutRegion("region-new"));
    stage.person.answers(/Which region/, "Another region…").answers(/^Region$/, "ap-moon-1");
    assert.match(await destination(stage.person, document), /Region: ap-moon-1/);
    const prompt = await stage.person.sees(/^Region$/);
    assert.match(String(await prompt.problemWith("https://x")), /A region looks like/);
  });

  it("comes from the file before the setting, and from the setting before a question", async () => {
    await setUserSetting("region", "ap-tokyo");
    try {
      const named = await openTask("region-named.recharge.json", taskText("region-named"));
      assert.match(await destination(stage.person, named), /Region: ap-guangzhou/);
      stage.person.prompts.length = 0;
      const unnamed = await openTask("region-unnamed.recharge.json", withoutRegion("region-unnamed"));
      assert.match(await destination(stage.person, unnamed), /Region: ap-tokyo/);
    } finally {
      await setUserSetting("region", undefined);
    }
  });
});

describe("the keys of the environment", () => {
  const stage = useStage();
  const variables = {
    TENCENTCLOUD_SECRET_ID: "EXAMPLE-SECRET-ID-0002",
    TENCENTCLOUD_SECRET_KEY: "EXAMPLE-CANARY-KEY-0002",
    TENCENTCLOUD_DOMAIN: "intl.tencentcloudapi.com",
  };

  before(async () => {
    await setUserSetting("endpoint", undefined);
    Object.assign(process.env, variables);
  });
  after(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });

  it("are taken without signing in, and named masked", async () => {
    const document = await openTask("environment.recharge.json", taskText("environment"));
    const shown = await destination(stage.person, document);
    assert.match(shown, /Account: environment \(EXAM\*\*\*\*0002\)/);
    assert.match(shown, /Endpoint: cls\.intl\.tencentcloudapi\.com/);
    assert.ok(
      !Object.values(variables)
        .slice(0, 2)
        .some((secret) => shown.includes(secret)),
    );
  });
});
