import { z } from "zod";
import { AppError } from "../core/errors";
import { refuseCrossSite, requestMeta } from "../infra/request";
import { runtime } from "../infra/runtime";
import { authorizeMember, signInSocket } from "../modules/realtime/authorize";
import { requireMemberCtx } from "../modules/tenants/gate";
import { json, readText, refusal } from "../rest/respond";

const Ask = z.object({
  socket_id: z.string().regex(/^\d{1,20}\.\d{1,20}$/, "This socket id is not valid."),
  channel_name: z
    .string()
    .max(164)
    .regex(/^[-a-zA-Z0-9_=@,.;]+$/, "This channel name is not valid.")
    .optional(),
});

/** pusher-js's two questions, form-encoded: may this socket enter the channel, and whose socket is it? */
export async function handleRealtimeAuth(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    if (request.method !== "POST") throw new AppError("not_found", "There is nothing under this address.");
    refuseCrossSite(request.headers, runtime().appUrl);
    const path = new URL(request.url).pathname;
    const ask = Ask.parse(Object.fromEntries(new URLSearchParams(await readText(request, 4096))));
    const ctx = await requireMemberCtx(request.headers);
    if (path === "/api/realtime/user") return json(signInSocket(ctx, ask.socket_id));
    if (path !== "/api/realtime/auth")
      throw new AppError("not_found", "There is nothing under this address.");
    if (!ask.channel_name)
      throw new AppError("bad_request", "channel_name: say which channel.", { field: "channel_name" });
    const granted = await authorizeMember(ctx, ask.socket_id, ask.channel_name);
    if (!granted) throw new AppError("forbidden", "This channel is not yours to hear.");
    return json(granted);
  } catch (error) {
    return refusal(error, meta);
  }
}
