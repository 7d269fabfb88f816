import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Person } from "./person.ts";
import { fileOf, openTask, setUserSetting, setWorkspaceSettings } from "./workspace.ts";

const text = `{
  "Region": "ap-guangzhou",
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "accounts",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

const secretId = "EXAMPLE-SECRET-ID-0001";
const secretKey = "EXAMPLE-CANARY-KEY-0001";

describe("accounts", () => {
  let person: Person;
  beforeEach(() => {
    person = new Person();
  });
  afterEach(() => person.leave());

  /** What the modal says before anything is sent; nothing is. */
  async function destination(name = "accounts", written = text): Promise<string> {
    const document = await openTask(`${name}.recharge.json`, written);
    person.answers(/Create the task/, undefined);
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    return (await person.sees(/Create the task/)).text;
  }

  async function signIn(): Promise<void> {
    person
      .answers(/Which site/, "Tencent Cloud International")
      .answers(/SecretId/, secretId)
      .answers(/SecretKey/, secretKey)
      .answers(/Token/, "")
      .answers(/Region of task files/, "ap-singapore");
    await vscode.commands.executeCommand("recharge.signIn");
  }

  after(async () => {
    person = new Person();
    person.answers(/Whose keys/, "default");
    await vscode.commands.executeCommand("recharge.signOut");
    person.leave();
  });

  it("asks for the parts of a key, masked, and refuses what no key is", async () => {
    await signIn();
    const prompt = await person.sees(/SecretKey/);
    assert.match(String(await prompt.problemWith("with blanks")), /blanks/);
    assert.equal(await prompt.problemWith(secretKey), undefined);
    await person.sees(/Signed in as default/);
  });

  it("names the profile, its masked id and its site's endpoint", async () => {
    const shown = await destination();
    assert.match(shown, /Account: default \(EXAM\*\*\*\*0001\)/);
    assert.match(shown, /Endpoint: cls\.intl\.tencentcloudapi\.com/);
    assert.ok(!shown.includes(secretId) && !shown.includes(secretKey));
  });

  for (const [form, settings] of [
    ["dotted", { "recharge.endpoint": "https://cls.evil.example", "recharge.profile": "tccli:evil" }],
    ["nested", { recharge: { endpoint: "https://cls.evil.example", profile: "tccli:evil" } }],
  ] as const) {
    it(`takes no endpoint and no profile from a workspace, in ${form} form`, async () => {
      // A setting that a workspace may change tells that the file has been read.
      await setWorkspaceSettings({ ...settings, "recharge.region": "ap-tokyo" });
      assert.equal(vscode.workspace.getConfiguration("recharge", fileOf("x")).get("region"), "ap-tokyo");
      const shown = await destination();
      assert.match(shown, /Account: default/);
      assert.match(shown, /Endpoint: cls\.intl\.tencentcloudapi\.com/);
      await setWorkspaceSettings(undefined);
    });
  }

  it("takes no other host than Tencent Cloud's, even from the user", async () => {
    await setUserSetting("endpoint", "https://cls.intl.tencentcloudapi.com.evil.example");
    const document = await openTask("accounts.recharge.json", text);
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const refused = await person.sees(/recharge\.endpoint/);
    assert.deepEqual(refused.choices, ["Open Settings"]);
    // By the command alone: that a file is opened is no reason to say so.
    assert.equal(person.prompts.filter(({ text }) => /recharge\.endpoint/.test(text)).length, 1);
    await setUserSetting("endpoint", undefined);
  });

  it("says which profile is missing, and offers others", async () => {
    await setUserSetting("profile", "no such profile");
    const document = await openTask("accounts.recharge.json", text);
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const refused = await person.sees(/no such profile/);
    assert.deepEqual(refused.choices, ["Switch Profile", "Sign In"]);
    person.answers(/^Switch Profile/, "default");
    await vscode.commands.executeCommand("recharge.switchProfile");
    assert.match(await destination(), /Account: default/);
  });

  it("switches the region of files that name none, and back to the profile's", async () => {
    const withoutRegion = text.replace(/ *"Region".*\n/, "");
    for (const [choice, expected] of [
      ["ap-nanjing", "ap-nanjing"],
      ["The profile's", "ap-singapore"],
    ] as const) {
      person.prompts.length = 0;
      person.answers(/^Switch Profile/, "Region…").answers(/Region of task files that name none/, choice);
      await vscode.commands.executeCommand("recharge.switchProfile");
      assert.ok((await destination("accounts-region", withoutRegion)).includes(`Region: ${expected}`));
    }
  });

  it("lets a command neither take nor give credentials", async () => {
    person.answers(/Which site/, undefined);
    const given = await vscode.commands.executeCommand("recharge.signIn", { secretId: "x", secretKey: "y" });
    assert.equal(given, undefined);
  });
});
