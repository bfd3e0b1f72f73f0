import { runtime } from "../../infra/runtime";
import { endByVisitor } from "../../modules/visitors/end";
import { requireFeature } from "../../modules/visitors/features";
import { AskTranscript, sendOwnTranscript } from "../../modules/visitors/transcript";
import { json, readJson } from "../respond";
import type { TranscriptAnswer } from "./contract";
import { type Meta, writtenClaims } from "./visitor";

export async function endConversation(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  await requireFeature(claims, "endConversation");
  await endByVisitor(claims, meta.traceId);
  return json({});
}

export async function askTranscript(request: Request, meta: Meta): Promise<Response> {
  const claims = writtenClaims(request, meta);
  await runtime().limiter.enforce("widget.signal.visitor", claims.identityId);
  await requireFeature(claims, "transcript");
  const input = await readJson(request, AskTranscript, 1024);
  return json((await sendOwnTranscript(claims, input, meta)) satisfies TranscriptAnswer);
}
