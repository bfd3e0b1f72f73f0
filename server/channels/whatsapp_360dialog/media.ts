import type { Failure } from "../inbound";
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
  const { url, mime_type: type, file_size: size } = media.data;
  const { pathname, search } = new URL(url);
  const { body, contentType, status: opened } = await open(pathname + search, headers);
  if (opened < 300) return { type: "file", body, contentType: type ?? contentType, name: null, size };
  body.destroy();
  return refused(opened, null);
}

const CLOSED: Failure = {
  class: "retry",
  code: "360dialog 403",
  reason: "360dialog hands out no files of this number just now.",
  fix: "They are fetched again by themselves in an hour.",
  retryAfter: 3_600,
};

function refused(status: number, json: unknown): Fetched {
  // After five failures in an hour its files are closed for one, and nothing else.
  if (status === 403) return { type: "failed", failure: CLOSED };
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
