import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";
import { toVisitorMessage } from "../../modules/conversations/message-row";
import { rooms } from "../../modules/realtime/rooms";
import { answerAsk } from "../../modules/visitors/answer";
import { chatEnded, sendVisitorMessage } from "../../modules/visitors/commands";
import {
  arriveInWindow,
  closeWindows,
  LeavePage,
  leaveForWindow,
  TakeTicket,
} from "../../modules/visitors/popout";
import {
  forgetVisitor,
  hashHandle,
  type OpenedSession,
  openSessionAs,
  openVisitorSession,
} from "../../modules/visitors/session";
import { startVisitor } from "../../modules/visitors/start";
import { readPastToken, type VisitorClaims } from "../../modules/visitors/token";
import { json, readJson } from "../respond";
import { ForgetVisitor, OpenSession, type SendAnswer, VisitorSend, type WidgetSession } from "./contract";
import { claimsOf, type Meta, type Written } from "./visitor";

/** By the names they give themselves; a word that ends in "bot" before a version, and the few that do not. */
const CRAWLER = /(?:bot|crawler|spider|slurp)\/\d|facebookexternalhit|mediapartners-google/i;

export async function openSession(request: Request, meta: Meta): Promise<Response> {
  if (CRAWLER.test(meta.userAgent)) return new Response(null, { status: 204 });
  const { limiter } = runtime();
  await limiter.enforce("widget.bootstrap.ip", meta.ip);
  const { inbox, ...who } = await readJson(request, OpenSession, 8192);
  await limiter.enforce("widget.bootstrap.inbox", inbox);
  const from = askedFrom(request, meta);
  return json(toSession(await openVisitorSession({ publicId: inbox, ...who, ...from })));
}

/** Where an inbox's own pages are: always allowed, like the origins it names. */
function askedFrom(request: Request, meta: Meta) {
  const ownOrigins = [new URL(runtime().appUrl).origin, new URL(request.url).origin];
  return { origin: meta.origin ?? "", ownOrigins, traceId: meta.traceId };
}

function toSession(opened: OpenedSession): WidgetSession {
  const { identityId, ...rest } = opened;
  return {
    ...rest,
    visitor: identityId !== null,
    realtime: runtime().realtime.clientConfig,
    channel: identityId ? rooms.visitor(identityId) : null,
  };
}

export async function forget(request: Request, meta: Meta): Promise<Response> {
  await runtime().limiter.enforce("widget.bootstrap.ip", meta.ip);
  const { inbox, handle, token } = await readJson(request, ForgetVisitor, 8192);
  if (handle) await forgetVisitor({ publicId: inbox, handle, origin: meta.origin ?? "" });
  if (token) await closeWindows(readPastToken(runtime().secrets.appSecret, token, meta.origin));
  return json({});
}

export async function sendMessage(request: Request, meta: Meta): Promise<Response> {
  const claims = claimsOf(request, meta);
  const input = await readJson(request, VisitorSend);
  const { limiter } = runtime();
  const conversationId = input.conversationId ?? claims.conversationId;
  if (claims.identityId && conversationId && claims.handleHash) {
    await limiter.enforce("widget.message.visitor", claims.identityId);
    if (input.answer) {
      const { answer } = input;
      const at = { ...(claims as Written), conversationId };
      const message = await answerAsk(at, { ...input, answer }, meta.traceId);
      return json({ message: toVisitorMessage(message, null) } satisfies SendAnswer, 201);
    }
    const sent = await sendVisitorMessage({ ...(claims as Written), conversationId }, input, meta.traceId);
    if (sent) return json({ message: toVisitorMessage(sent.message, null) } satisfies SendAnswer, 201);
    // One that was named may not have begun; the newest was there a moment ago.
    if (!input.conversationId) throw chatEnded();
    await limiter.enforce("widget.conversation.visitor", claims.identityId);
  }
  if (input.answer) throw new AppError("not_found", "This question is not here any more.");
  const handleHash = claims.handleHash ?? (input.handle && hashHandle(input.handle));
  if (!handleHash)
    throw new AppError("bad_request", "The first message carries the handle the widget made.", {
      field: "handle",
    });
  await limiter.enforce("widget.conversation.ip", meta.ip);
  const { appended } = await startVisitor(claims, handleHash, input, meta.traceId);
  const publicId = await publicIdOf(claims);
  const handleOrigin = claims.pageOrigin === undefined ? undefined : claims.origin;
  const { conversationId: begun } = appended.message;
  const asked = { publicId, conversationId: begun, handleOrigin, ...askedFrom(request, meta) };
  const answer: SendAnswer = {
    message: toVisitorMessage(appended.message, null),
    session: toSession(await openSessionAs(asked, { user: claims.user ?? null, problem: null }, handleHash)),
  };
  return json(answer, 201);
}

/** POST /api/widget/popout → the ticket for the window of its own that the chat opens in. */
export async function leave(request: Request, meta: Meta): Promise<Response> {
  const claims = claimsOf(request, meta);
  await runtime().limiter.enforce("widget.bootstrap.ip", meta.ip);
  return json(await leaveForWindow(claims, await readJson(request, LeavePage, 8192)));
}

/** POST /api/widget/popin, by that window. */
export async function arrive(request: Request, meta: Meta): Promise<Response> {
  await runtime().limiter.enforce("widget.bootstrap.ip", meta.ip);
  return json(await arriveInWindow(await readJson(request, TakeTicket, 4096)));
}

async function publicIdOf(claims: VisitorClaims): Promise<string> {
  const inbox = await runtime().db.prisma.inbox.findFirst({
    where: { tenantId: claims.tenantId, id: claims.inboxId },
    select: { publicId: true },
  });
  return inbox?.publicId ?? "";
}
