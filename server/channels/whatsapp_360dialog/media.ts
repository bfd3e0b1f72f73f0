import { MediaAnswer } from "../meta/wire";
import { type CallProvider, type Fetched, type OpenFile, ProviderSilent } from "../outbound";
import type { DialogCredentials } from "./credentials";
import { refusalIn } from "./failures";
import { keyOf } from "./send";

/**
 * `GET /{media id}` names Meta's address, whose path and query 360dialog serves at its own (contract). What it refuses is not
 * asked for again: five refusals in an hour block the number's files for one.
 */
export async function fetchFromDialog(
  ref: string,
  { credentials, call, open }: { credentials: DialogCredentials; call: CallProvider; open: OpenFile },
): Promise<Fetched> {
  const headers = keyOf(credentials);
  const { status, json } = await call(`/${encodeURIComponent(ref)}`, { headers });
  const media = MediaAnswer.safeParse(json);
  if (status >= 300 || !media.success || !URL.canParse(media.data.url)) return refused(status, json);
  const { pathname, search } = new URL(media.data.url);
  const { body, contentType, status: opened } = await open(pathname + search, headers);
  if (opened < 300)
    return { type: "file", body, contentType: media.data.mime_type ?? contentType, name: null };
  body.destroy();
  return refused(opened, null);
}

function refused(status: number, json: unknown): Fetched {
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  if (status >= 500 || status < 300)
    throw new ProviderSilent(`360dialog answered ${status} instead of the file.`, false);
  const reason = "360dialog no longer has this file.";
  const code = `360dialog ${status}`;
  return {
    type: "failed",
    failure: { class: "content", code, reason, fix: "Ask the contact to send it again." },
  };
}
