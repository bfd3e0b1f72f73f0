import { z } from "zod";
import { AppError } from "../../core/errors";
import { requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { rateAsVisitor } from "../../modules/automation/rating";
import { RateConversation } from "../../modules/automation/schema";
import { listVisitorMessages } from "../../modules/messages/queries";
import { rooms } from "../../modules/realtime/rooms";
import { SetVisitorAttributes, setVisitorAttributes } from "../../modules/visitors/attributes";
import {
  chatEnded,
  setVisitorSeen,
  setVisitorTyping,
  visitorUploader,
} from "../../modules/visitors/commands";
import { requireFeature } from "../../modules/visitors/features";
import { hashHandle } from "../../modules/visitors/session";
import { noteVisit, VisitPage } from "../../modules/visitors/visits";
import "../../wiring";
import { receiveUpload } from "../files/upload";
import { json, readJson, refusal } from "../respond";
import { askTranscript, endConversation } from "./acts";
import {
  AuthorizeVisitor,
  ReadMessages,
  type ReadMessagesAnswer,
  SetVisitorRead,
  SetVisitorTyping,
} from "./contract";
import { arrive, forget, leave, openSession, sendMessage } from "./session-routes";
import { askUnsubscribe, unsubscribe } from "./unsubscribe";
import { claimsOf, knownClaims, type Meta, type Route, writtenClaims } from "./visitor";

const ROUTES: Record<string, Route> = {
  "POST /api/widget/session": openSession,
  "POST /api/widget/forget": forget,
  "GET /api/widget/messages": readMessages,
  "POST /api/widget/messages": sendMessage,
  "POST /api/widget/typing": setTyping,
  "POST /api/widget/read": setRead,
  "POST /api/widget/visit": notePage,
  "POST /api/widget/attributes": setAttributes,
  "POST /api/widget/rating": rate,
  "POST /api/widget/popout": leave,
  "POST /api/widget/popin": arrive,
  "POST /api/widget/realtime": authorizeRealtime,
  "PUT /api/widget/files": uploadFile,
  "POST /api/widget/end": endConversation,
  "POST /api/widget/transcript": askTranscript,
  "GET /api/widget/unsubscribe": askUnsubscribe,
  "POST /api/widget/unsubscribe": unsubscribe,
};
const METHODS = "GET, POST, PUT, OPTIONS";

/** The widget's door. Any website may ask; who gets an answer is decided by inbox, origin and token, never by a cookie. */
export async function handleWidget(request: Request): Promise<Response> {
  const origin = request.headers.get("origin");
  const meta = { ...requestMeta(request.headers), origin };
  const cors: Record<string, string> = origin
    ? { "access-control-allow-origin": origin, vary: "Origin" }
    : {};
  if (request.method === "OPTIONS") return preflight(cors);
  const path = new URL(request.url).pathname;
  const route = ROUTES[`${request.method} ${path}`];
  try {
    if (!route) throw unknownRoute(path);
    const response = await route(request, meta);
    for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
    response.headers.set("x-trace-id", meta.traceId);
    return response;
  } catch (error) {
    return refusal(error, meta, { ...cors, "x-trace-id": meta.traceId });
  }
}

function unknownRoute(path: string): AppError {
  const isPath = Object.keys(ROUTES).some((key) => key.endsWith(` ${path}`));
  return isPath
    ? new AppError("bad_request", "This address does not take that method.")
    : new AppError("not_found", "There is nothing under this address.");
}

function preflight(cors: Record<string, string>): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": "authorization, content-type, x-parley-handle",
      "access-control-max-age": "7200",
    },
  });
}

async function readMessages(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.read.visitor", claims.identityId);
  const input = ReadMessages.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { tenantId, conversationId } = claims;
  const { identityId, ...found } = await listVisitorMessages(runtime().db.sql, {
    ...{ tenantId, conversationId },
    ...input,
  });
  if (identityId !== claims.identityId) throw chatEnded();
  const lastSeq = found.items.at(-1)?.seq ?? input.after;
  return json({ ...found, lastSeq } satisfies ReadMessagesAnswer);
}

async function setTyping(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  const { isTyping } = await readJson(request, SetVisitorTyping, 1024);
  await setVisitorTyping(claims, isTyping);
  return json({});
}

async function setRead(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  const { seq } = await readJson(request, SetVisitorRead, 1024);
  await setVisitorSeen(claims, seq, meta.traceId);
  return json({});
}

async function setAttributes(request: Request, meta: Meta): Promise<Response> {
  const claims = knownClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  await setVisitorAttributes(claims, await readJson(request, SetVisitorAttributes, 65_536), meta.traceId);
  return json({});
}

async function rate(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  await requireFeature(claims, "rating");
  await rateAsVisitor(claims, await readJson(request, RateConversation, 16_384), meta.traceId);
  return json({});
}

/** Only of visitors who have written: of the others nothing is kept. */
async function notePage(request: Request, meta: Meta): Promise<Response> {
  const claims = knownClaims(request, meta);
  await runtime().limiter.enforce("widget.visit.visitor", claims.identityId);
  await noteVisit(claims, await readJson(request, VisitPage, 4096));
  return json({});
}

async function authorizeRealtime(request: Request, meta: Meta): Promise<Response> {
  const claims = knownClaims(request, meta);
  await runtime().limiter.enforce("widget.read.visitor", claims.identityId);
  const { socketId, channel } = await readJson(request, AuthorizeVisitor, 1024);
  if (channel !== rooms.visitor(claims.identityId))
    throw new AppError("forbidden", "This channel is not yours.");
  if (!/^\d+\.\d+$/.test(socketId))
    throw new AppError("bad_request", "This socket id is not valid.", { field: "socketId" });
  return json(runtime().realtime.authorizeChannel(socketId, channel));
}

const Handle = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A visitor without an identity yet names its handle in `x-parley-handle`, so that its first message may carry files. */
async function uploadFile(request: Request, meta: Meta): Promise<Response> {
  const claims = claimsOf(request, meta);
  const given = Handle.safeParse(request.headers.get("x-parley-handle"));
  const handleHash = claims.handleHash ?? (given.success ? hashHandle(given.data) : null);
  if (!handleHash) throw new AppError("bad_request", "Send the visitor's handle in x-parley-handle.");
  await runtime().limiter.enforce("widget.upload.ip", meta.ip);
  await requireFeature(claims, "files");
  await runtime().limiter.enforce("widget.upload.visitor", claims.identityId ?? meta.ip);
  return json(await receiveUpload(request, claims, visitorUploader(handleHash)), 201);
}
