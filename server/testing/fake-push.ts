import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { localhostTls } from "./localhost-tls";

/** A browser that takes pushes: its keys as it hands them out, and the way to open what was sealed for it. */
export function fakeDevice() {
  const keys = createECDH("prime256v1");
  keys.generateKeys();
  const auth = randomBytes(16);
  return {
    p256dh: keys.getPublicKey("base64url"),
    auth: auth.toString("base64url"),
    open: (body: Buffer) => JSON.parse(openAes128gcm(keys, auth, body)),
  };
}

/** RFC 8188 (one record) under the keys of RFC 8291. */
function openAes128gcm(keys: ECDH, auth: Buffer, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync("sha256", keys.computeSecret(sender), auth, info, 32));
  const derive = (what: string, length: number) =>
    Buffer.from(hkdfSync("sha256", ikm, salt, Buffer.from(`Content-Encoding: ${what}\0`), length));
  const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // The last record ends with 2 and padding.
  return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8");
}

export type TakenPush = {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
};

/** A push service on https://localhost that answers by `answer` (201 unless told) and keeps what it was given. */
export async function fakePushService(answer: (path: string) => number = () => 201) {
  const taken: TakenPush[] = [];
  const server = createServer(localhostTls, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      taken.push({ path, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(answer(path)).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, done));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, taken, close: () => new Promise((done) => server.close(done)) };
}

/** The claims of a push's signature (RFC 8292); throws when it does not fit the key it names. */
export function readVapid(authorization: string): { claims: Record<string, unknown>; publicKey: string } {
  const [, token = "", publicKey = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head, claims = "", signature = ""] = token.split(".");
  const raw = Buffer.from(publicKey, "base64url");
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: raw.subarray(1, 33).toString("base64url"),
      y: raw.subarray(33).toString("base64url"),
    },
  });
  const signed = Buffer.from(`${head}.${claims}`);
  const isRight = verify(
    "sha256",
    signed,
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isRight) throw new Error("the signature does not fit");
  return { claims: JSON.parse(Buffer.from(claims, "base64url").toString()), publicKey };
}
