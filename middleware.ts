import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "./server/infra/csp";
import { isPhoneOn } from "./server/infra/phone-switch";

export const config = {
  runtime: "nodejs",
  // Everything but files that are the same for everybody.
  matcher: [
    "/((?!_next/static|_next/image|widget/|widget\\.js|widget\\.d\\.ts|fonts/|icons/|theme\\.js|favicon\\.ico).*)",
  ],
};

/**
 * Decides nothing about access: the gates do. Gives each page its policy and nonce, each request its trace id, and makes
 * sure that what only a server of ours may say was not said by a client.
 */
export default function middleware(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  if (!isBehindOwnServer()) markRequest(headers);
  // The API answers no markup.
  if (request.nextUrl.pathname.startsWith("/api/")) return NextResponse.next({ request: { headers } });
  const isHttps = headers.get("x-forwarded-proto") === "https" || request.nextUrl.protocol === "https:";
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const mayBeFramed = isPhoneOn() && isOwnFrame(headers);
  const policy = contentSecurityPolicy({
    nonce,
    mayBeFramed,
    host: headers.get("host") ?? "",
    isHttps,
    ...realtimeHosts(),
  });
  // Next reads the nonce for its own scripts out of this header.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Where the session gate sends a person back to after signing in.
  headers.set("x-parley-path", request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-frame-options", mayBeFramed ? "SAMEORIGIN" : "DENY");
  response.headers.set("x-trace-id", headers.get("x-trace-id") ?? "");
  // Meta's window tells the page that has opened it what was chosen there.
  if (process.env.META_APP_ID && request.nextUrl.pathname.startsWith("/t/"))
    response.headers.set("cross-origin-opener-policy", "same-origin-allow-popups");
  if (isHttps) response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return response;
}

/** server/main.ts has marked the request already, from the socket itself. */
function isBehindOwnServer(): boolean {
  return (globalThis as { [key: symbol]: unknown })[Symbol.for("parley.front")] === true;
}

/** Browsers say so themselves, and no page can say it for them. */
function isOwnFrame(headers: Headers): boolean {
  return headers.get("sec-fetch-dest") === "iframe" && headers.get("sec-fetch-site") === "same-origin";
}

/** A serverless host writes these two itself, whatever the client sent. */
function markRequest(headers: Headers): void {
  // Elsewhere they are the client's own word; without an address everybody shares one strict limit.
  const isVouchedFor = process.env.VERCEL !== undefined;
  const ip = isVouchedFor
    ? (headers.get("x-real-ip") ?? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "")
    : "";
  headers.set("x-parley-ip", ip);
  if (!/^[A-Za-z0-9-]{8,64}$/.test(headers.get("x-trace-id") ?? ""))
    headers.set("x-trace-id", crypto.randomUUID());
}

function realtimeHosts(): { sockets: string[]; isDevelopment: boolean } {
  const { PUSHER_KEY, PUSHER_HOST, PUSHER_CLUSTER, NODE_ENV } = process.env;
  const cluster = PUSHER_CLUSTER ?? "mt1";
  const hosted = PUSHER_HOST ? [PUSHER_HOST] : [`ws-${cluster}.pusher.com`, `sockjs-${cluster}.pusher.com`];
  return { sockets: PUSHER_KEY ? hosted : [], isDevelopment: NODE_ENV === "development" };
}
