/** A UUIDv7 (RFC 9562): the visitor's browser names the conversation it begins, so that no retry begins two. */
export function newId(now = Date.now()): string {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  );
  const [a, b, ...rest] = [
    `7${random[0]!.slice(1)}${random[1]}`,
    `a${random[2]!.slice(1)}${random[3]}`,
    ...random.slice(4),
  ];
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${rest.join("")}`;
}
