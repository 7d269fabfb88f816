/**
 * A function that works out what it says of an object once, and keeps it as long as the object. What an edit does not touch
 * stays the same object from one version of a document to the next: nothing about it is worked out again.
 * @param work what comes out depends on the first argument alone; others only help to read it
 */
export function kept<K extends object, R extends unknown[], T>(
  work: (of: K, ...rest: R) => T,
): (of: K, ...rest: R) => T {
  const results = new WeakMap<K, T>();
  return (of, ...rest) => {
    if (!results.has(of)) results.set(of, work(of, ...rest));
    return results.get(of) as T;
  };
}
