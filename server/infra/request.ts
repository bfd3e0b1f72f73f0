import { AppError } from "../core/errors";

/** Who asks and under which trace. The edge in front (server/main.ts) sets both headers and lets no client set them. */
export type RequestMeta = { ip: string; traceId: string; userAgent: string };

type HeaderSource = { get(name: string): string | null };

export function requestMeta(headers: HeaderSource): RequestMeta {
  const trace = headers.get("x-trace-id");
  return {
    ip: headers.get("x-parley-ip") ?? "",
    traceId: trace && /^[A-Za-z0-9-]{8,64}$/.test(trace) ? trace : crypto.randomUUID(),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 400),
  };
}

/**
 * Refuses a request that another site's page made with this site's cookie. A request without Origin and without
 * Sec-Fetch-Site comes from no browser that could be tricked. Throws AppError("forbidden").
 */
export function refuseCrossSite(headers: HeaderSource, appUrl: string): void {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return;
  const origin = headers.get("origin");
  if (!site && !origin) return;
  if (!site && origin && isOwnOrigin(origin, headers.get("host"), appUrl)) return;
  throw new AppError("forbidden", "This request came from another website. Open Parley and try again there.");
}

function isOwnOrigin(origin: string, host: string | null, appUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(origin);
  return own.origin === new URL(appUrl).origin || own.host === host;
}

/** Reads a whole body of at most `maxBytes`. Throws AppError("too_large") as soon as there is more, said or not. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new AppError("too_large", `The request is larger than ${sizeWords(maxBytes)}. Send less at once.`);
  const declared = Number(request.headers.get("content-length") ?? Number.NaN);
  if (declared > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(read.value);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

function sizeWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`;
}
