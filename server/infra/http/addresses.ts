import { BlockList, isIP } from "node:net";

/** What is not the public internet (IANA special-purpose registries, RFC 6890 and successors). */
const PRIVATE = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  PRIVATE.addSubnet(address, bits, "ipv4");
for (const [address, bits] of [
  ["::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  PRIVATE.addSubnet(address, bits, "ipv6");

/** An IPv4 address inside an IPv6 one: mapped (::ffff:0:0/96), or behind NAT64 (64:ff9b::/96, RFC 6052). */
const EMBEDDED = new BlockList();
EMBEDDED.addSubnet("::ffff:0:0", 96, "ipv6");
EMBEDDED.addSubnet("64:ff9b::", 96, "ipv6");

/** Whether an address literal may be dialled by anybody: false for private, local, reserved ones and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const plain = address.split("%")[0]!;
  const family = isIP(plain);
  if (family === 0) return false;
  if (family === 4) return !PRIVATE.check(plain, "ipv4");
  if (EMBEDDED.check(plain, "ipv6")) return !PRIVATE.check(lastFourBytes(plain), "ipv4");
  return !PRIVATE.check(plain, "ipv6");
}

function lastFourBytes(address: string): string {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (dotted) return dotted;
  // The URL parser writes the shortest form, which keeps the last two groups unless they are the run of zeros.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(":");
  const [high, low] = groups.slice(-2).map((group) => Number.parseInt(group || "0", 16));
  return [high! >> 8, high! & 255, low! >> 8, low! & 255].join(".");
}
