import { z } from "zod";
import { refusalIn } from "../meta/message";
import { readTemplates } from "../meta/templates";
import { type CallProvider, ProviderSilent } from "../outbound";
import type { TemplatePage } from "../templates";
import type { CloudCredentials } from "./credentials";
import { VERSION } from "./send";

const PAGE = 100;
const FIELDS = "id,name,language,status,category,quality_score,rejected_reason,parameter_format,components";
const Answer = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

/** `GET /{account}/message_templates` (contract §6). The next page is asked for by its cursor: `next` holds a host. Throws ProviderSilent. */
export async function listCloudTemplates({
  credentials: { wabaId, accessToken, apiVersion = VERSION },
  cursor,
  call,
}: {
  credentials: CloudCredentials;
  cursor: string | null;
  call: CallProvider;
}): Promise<TemplatePage> {
  if (!wabaId) return { type: "failed", failure: NO_ACCOUNT };
  const after = cursor ? `&after=${encodeURIComponent(cursor)}` : "";
  const path = `/${apiVersion}/${wabaId}/message_templates?fields=${FIELDS}&limit=${PAGE}${after}`;
  const { status, json } = await call(path, { headers: { authorization: `Bearer ${accessToken}` } });
  const answer = Answer.safeParse(json);
  if (status < 300 && answer.success) {
    const { data, paging } = answer.data;
    const next = paging?.next ? (paging.cursors?.after ?? null) : null;
    return { type: "page", templates: readTemplates(data), next };
  }
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(`WhatsApp answered ${status} when asked for the templates.`, false);
}

const NO_ACCOUNT = {
  class: "content",
  code: "no account",
  reason: "The inbox does not say which WhatsApp Business account its templates are in.",
  fix: "Enter the WhatsApp Business account ID in the inbox's settings.",
} as const;
