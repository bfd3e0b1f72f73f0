const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** Keys are made here, never by a visitor; this refuses whatever could still leave the folder. Throws a plain Error: it is a bug. */
export function checkKey(key: string): string {
  const segments = key.split("/");
  if (key.length > 400 || segments.length > 6 || !segments.every((segment) => SEGMENT.test(segment))) {
    throw new Error(`not a storage key: ${JSON.stringify(key.slice(0, 100))}`);
  }
  return key;
}
