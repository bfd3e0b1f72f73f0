import { runtime } from "../../infra/runtime";
import { StopToken, stopMail } from "../../modules/visitors/mail-stop";
import { json } from "../respond";
import type { Meta } from "./visitor";

const tokenOf = (request: Request) =>
  StopToken.parse({ token: new URL(request.url).searchParams.get("token") ?? "" });

/** A mail program's one click (RFC 8058): no cookie, no question. */
export async function unsubscribe(request: Request, meta: Meta): Promise<Response> {
  await runtime().limiter.enforce("widget.bootstrap.ip", meta.ip);
  await stopMail(tokenOf(request));
  return json({});
}

/** A person who follows the same address is asked first. */
export async function askUnsubscribe(request: Request): Promise<Response> {
  const { token } = tokenOf(request);
  return new Response(null, {
    status: 303,
    headers: { location: `${runtime().appUrl}/unsubscribe/${token}` },
  });
}
