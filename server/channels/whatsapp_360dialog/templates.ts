import { z } from "zod";
import { readTemplates } from "../meta/templates";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { TemplatePage } from "../templates";
import type { DialogCredentials } from "./credentials";
import { refusalIn } from "./failures";
import { keyOf } from "./send";

const PAGE = 100;
const Answer = z.looseObject({
  waba_templates: z.array(z.unknown()),
  total: z.number().optional(),
});

/** `GET /v1/configs/templates`, paged by an offset (contract 360dialog). Throws ProviderSilent. */
export async function listDialogTemplates({
  credentials,
  cursor,
  call,
}: {
  credentials: DialogCredentials;
  cursor: string | null;
  call: CallProvider;
}): Promise<TemplatePage> {
  const offset = Number(cursor ?? 0);
  const path = `/v1/configs/templates?limit=${PAGE}&offset=${offset}`;
  const { status, json } = await call(path, { headers: keyOf(credentials) });
  const answer = Answer.safeParse(json);
  if (status < 300 && answer.success) {
    const { waba_templates: listed, total } = answer.data;
    const end = offset + listed.length;
    const hasMore = listed.length > 0 && (total === undefined ? listed.length === PAGE : end < total);
    return { type: "page", templates: readTemplates(listed), next: hasMore ? String(end) : null };
  }
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(`360dialog answered ${status} when asked for the templates.`, false);
}
