/** Somebody else who works on the same tasks: in the console, or from another machine. */
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { topic } from "./tasks.ts";

export class Colleague {
  readonly #api: ClsApi;

  /** @param url of a sandbox */
  constructor(url: string, region = "ap-guangzhou") {
    this.#api = new ClsApi({
      endpoint: Endpoint.parse(url),
      credential: sandboxCredential(),
      region,
      language: "en-US",
      clientName: "console",
    });
  }

  /** @param task the text of a task file */
  async creates(task: string): Promise<string> {
    const { Region, ...fields } = JSON.parse(task.replace(/^\s*\/\/.*$/gm, ""));
    const { Id } = await this.#api.create(encode(fields));
    return String(Id);
  }

  /** @param fields by their API names; `StatusControl` 1 pauses, 2 resumes */
  async modifies(id: string, fields: object, topicId = topic): Promise<void> {
    await this.#api.modify(encode({ Id: id, TopicId: topicId, ...fields }));
  }

  async deletes(id: string, topicId = topic): Promise<void> {
    await this.#api.delete(encode({ Id: id, TopicId: topicId }));
  }
}

function encode(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
