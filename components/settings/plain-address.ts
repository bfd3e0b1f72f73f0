const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether what goes to this address can be read on its way: http, and not to this very machine. */
export function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const { protocol, hostname } = new URL(text.trim());
  return protocol === "http:" && !LOOPBACK.test(hostname);
}
