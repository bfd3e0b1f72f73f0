/** Whom a request says that it comes from. */
export type From = { host: string | null; ip: string | null; isRelayed?: boolean };

export function fromOf(headers: { get(name: string): string | null }): From {
  const isRelayed = headers.get("x-parley-relayed") !== null;
  return { host: headers.get("host"), ip: headers.get("x-parley-ip"), isRelayed };
}

/** Whether a request comes from this machine by one of its own names, and not through a proxy on it. */
export function isThisMachine({ host, ip, isRelayed = false }: From): boolean {
  return !isRelayed && isLocalHost(host ?? "") && isLocalAddress(ip ?? "");
}

/** Whether an address of ours is one of this machine's own names, or of its network: it is not open to the internet. */
export function isNearby(url: string): boolean {
  return isLocalHost(new URL(url).host);
}

/** The Host header is the client's own word; the address of its socket is not. */
function isLocalAddress(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/i, "");
  return plain === "::1" || /^127(\.\d+){3}$/.test(plain);
}

/** localhost, names below it, names without a dot, and addresses that are not reachable from the internet. */
function isLocalHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (/^[a-z0-9-]+$/.test(name) || name.endsWith(".localhost")) return true;
  if (/^\[(::1|f[cd][0-9a-f:]*|fe80[0-9a-f:]*)\]$/.test(name)) return true;
  return /^(127|10)(\.\d+){3}$|^192\.168(\.\d+){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/.test(name);
}
