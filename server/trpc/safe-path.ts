/**
 * The path to go on to after signing in, or null unless it is a page of this site: no other origin, however it is
 * written, no API route and no way back to signing in.
 */
export function safePath(next: unknown): string | null {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2_000) return null;
  const base = "http://parley.invalid";
  if (!URL.canParse(next, base)) return null;
  const url = new URL(next, base);
  // A path of two slashes is a host to the browser that is sent there.
  if (url.origin !== base || /^\/\/|^\/(api|sign-in|sign-out|_next)(\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}
