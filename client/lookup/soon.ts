/** VS Code shows completions and hints once everybody has answered: what takes longer than this comes the next time. Milliseconds. */
const PATIENCE = 800;

/** @returns undefined when there is no answer yet. */
export async function soon<T>(answer: Promise<T>, milliseconds = PATIENCE): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
