import type { NextApiRequest, NextApiResponse } from "next";
import { AppError } from "../core/errors";
import { readBody, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { sessionCookieName } from "../modules/accounts/session-cookie";
import { authOptions } from "./auth-options";
import { describeError, isUnexpected } from "./errors";
import { NextAuth } from "./next-auth";

const PREFIX = "/api/auth/";
const MAX_BODY_BYTES = 16 * 1024;

/**
 * next-auth as one plain function, so that the sign-in form, a script and a test go through the same door. Its
 * Express-shaped form is used because that is the one which takes its request as an argument.
 */
export async function handleAuth(request: Request): Promise<Response> {
  try {
    return await answer(request);
  } catch (error) {
    const { traceId } = requestMeta(request.headers);
    if (isUnexpected(error)) runtime().log.error({ err: error, traceId }, "next-auth failed");
    const { message, httpStatus, code } = describeError(error, traceId);
    return Response.json({ error: { code, message } }, { status: httpStatus });
  }
}

async function answer(request: Request): Promise<Response> {
  // next-auth has no option for its own address; server/main.ts and Vercel say how to find it.
  const { NEXTAUTH_URL, AUTH_TRUST_HOST, VERCEL } = process.env;
  if (!NEXTAUTH_URL && !AUTH_TRUST_HOST && !VERCEL) process.env.NEXTAUTH_URL = runtime().appUrl;
  const url = new URL(request.url);
  const body = await readFields(request);
  const action = url.pathname.slice(PREFIX.length).split("/");
  const given = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies: readCookies(request.headers.get("cookie") ?? ""),
    query: { ...Object.fromEntries(url.searchParams), nextauth: action },
    body,
  };
  const recorder = new Recorder();
  await NextAuth(
    given as unknown as NextApiRequest,
    recorder as unknown as NextApiResponse,
    authOptions(requestMeta(request.headers)),
  );
  return recorder.toResponse((cookie) =>
    adjust(cookie, { action: action[0], isKept: String(body.keep) !== "false" }),
  );
}

/** What next-auth does to a Node response, kept as a Response. */
class Recorder {
  private statusCode = 200;
  private payload: string | null = null;
  private readonly headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.statusCode = code;
    return this;
  }
  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }
  json(value: unknown): void {
    this.setHeader("content-type", "application/json");
    this.payload = JSON.stringify(value);
  }
  send(value: unknown): void {
    if (value !== null && typeof value === "object") this.json(value);
    else this.payload = value === undefined ? null : String(value);
  }
  end(): void {}

  toResponse(eachCookie: (cookie: string) => string | null): Response {
    const headers = new Headers({ "cache-control": "private, no-store" });
    for (const [name, value] of this.headers) {
      if (name !== "set-cookie") headers.set(name, String(value));
    }
    for (const cookie of [this.headers.get("set-cookie") ?? []].flat()) {
      const kept = eachCookie(cookie);
      if (kept) headers.append("set-cookie", kept);
    }
    return new Response(this.payload, { status: this.statusCode, headers });
  }
}

/**
 * Without "Keep me signed in" the cookie goes with the browser. And reading the session renews no cookie: how long it
 * lasts was settled at sign-in.
 */
function adjust(cookie: string, how: { action: string | undefined; isKept: boolean }): string | null {
  const name = `${sessionCookieName()}=`;
  const isCleared = cookie.startsWith(`${name};`);
  if (!cookie.startsWith(name) || isCleared) return cookie;
  if (how.action === "session") return null;
  return how.isKept ? cookie : cookie.replace(/;\s*(expires|max-age)=[^;]*/gi, "");
}

async function readFields(request: Request): Promise<Record<string, unknown>> {
  if (request.method !== "POST") return {};
  const text = new TextDecoder().decode(await readBody(request, MAX_BODY_BYTES));
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed !== null && typeof parsed === "object") return parsed as Record<string, unknown>;
  } catch {}
  throw new AppError("bad_request", "The request is not valid JSON.");
}

function readCookies(header: string): Record<string, string> {
  const pairs = header.split(";").map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at).trim(), decode(part.slice(at + 1).trim())] as const;
  });
  return Object.fromEntries(pairs.filter(([name]) => name));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
