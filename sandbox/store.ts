/** The tasks, in memory or in a file that survives a restart. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { KafkaRecharge } from "./kafka-recharge.ts";
import { isObject } from "./parameters.ts";

/** An entry of `Infos` of DescribeKafkaRecharges (type KafkaRechargeInfo), plus the region it lives in. */
export interface Task extends KafkaRecharge {
  Region: string;
  Id: string;
  /** 1 running, 2 paused, 3 error. */
  Status: number;
  /** "YYYY-MM-DD HH:MM:SS", as the API prints it: no zone. */
  CreateTime: string;
  UpdateTime: string;
}

/** The file holds something else than tasks, for example half of them. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly file: string;
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`The sandbox cannot read its tasks from ${file}: ${why}. Delete the file to start without tasks.`, options);
    this.file = file;
  }
}

export class Store {
  readonly #file: string | undefined;
  #tasks: Task[];

  /**
   * @param file is created with the first task
   * @throws StoreError
   */
  constructor(file?: string) {
    this.#file = file;
    this.#tasks = file === undefined ? [] : read(file);
  }

  /** Copies of all tasks, oldest first. */
  all(): Task[] {
    return structuredClone(this.#tasks);
  }

  find(region: string, topicId: string, id?: string): Task[] {
    return this.all().filter(
      (task) => task.Region === region && task.TopicId === topicId && (id === undefined || task.Id === id),
    );
  }

  insert(task: Task): void {
    this.#save([...this.#tasks, task]);
  }

  replace(task: Task): void {
    this.#save(this.#tasks.map((other) => (other.Id === task.Id ? task : other)));
  }

  /** @throws TypeError: a test that names what is not there would pass for the wrong reason. */
  setStatus(id: string, status: number): void {
    const task = this.#tasks.find((other) => other.Id === id);
    if (!task) throw new TypeError(`There is no task ${id}`);
    if (![1, 2, 3].includes(status)) throw new TypeError(`There is no status ${status}`);
    this.replace({ ...task, Status: status });
  }

  remove(id: string): void {
    this.#save(this.#tasks.filter((task) => task.Id !== id));
  }

  /** A task counts only once it is on disk. */
  #save(tasks: Task[]): void {
    if (this.#file !== undefined) write(this.#file, tasks);
    this.#tasks = tasks;
  }
}

function read(file: string): Task[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new StoreError(file, (error as Error).message, { cause: error });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new StoreError(file, "it is not complete JSON", { cause: error });
  }
  const tasks = isObject(content) ? content.tasks : undefined;
  if (!Array.isArray(tasks) || !tasks.every((task) => isObject(task) && typeof task.Id === "string")) {
    throw new StoreError(file, "it holds no list of tasks");
  }
  return tasks;
}

/** A reader sees the old list or the new one, never half of one. Only the user may read it: tasks hold passwords. */
function write(file: string, tasks: Task[]): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, "w", 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify({ tasks }, undefined, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
}
