import type { CallProvider, Fetched, OpenFile } from "../outbound";
import { ProviderSilent } from "../outbound";
import { type Client, clientOf, refusalIn } from "./client";
import type { GatewayCredentials } from "./credentials";
import { Answer, DownloadResults } from "./wire";

type Source = { path?: string; id: string; chat: string };

/** All that a file can be fetched by: where it lies at the gateway, and the message that it can be downloaded for once more. */
export function refOf({ path, id, chat }: Source): string {
  return new URLSearchParams({ ...(path && { path }), id, chat }).toString();
}

/**
 * What the gateway has downloaded lies under its base; where it has not, or has thrown it away since, it is asked to download
 * it once more (contract §4, §5). Throws ProviderSilent.
 */
export async function fetchFromGateway(
  ref: string,
  { credentials, call, open }: { credentials: GatewayCredentials; call: CallProvider; open: OpenFile },
): Promise<Fetched> {
  const source = new URLSearchParams(ref);
  const path = source.get("path");
  const client = clientOf(credentials, call);
  const lying = path ? await openAt(path, client, open) : null;
  if (lying) return lying;
  const chat = encodeURIComponent(source.get("chat") ?? "");
  const { status, json } = await client.call(
    `/message/${encodeURIComponent(source.get("id") ?? "")}/download?phone=${chat}`,
  );
  const parsed = DownloadResults.safeParse(Answer.safeParse(json).data?.results);
  if (status < 300 && parsed.success) {
    const again = await openAt(parsed.data.file_path, client, open);
    if (again) return again;
  }
  const failure = refusalIn(status, json);
  if (failure) return { type: "failed", failure };
  throw new ProviderSilent(`The gateway answered ${status} when asked for the file.`, false);
}

/** Null: it is not there. Another place than the gateway's own is none it may send us to. */
async function openAt(path: string, { headers }: Client, open: OpenFile): Promise<Fetched | null> {
  const clean = path.replace(/^\/+/, "");
  if (!/^statics\/[^?#]+$/.test(clean) || clean.includes("..")) return null;
  const { status, body, contentType } = await open(`/${clean}`, headers);
  if (status < 300) {
    const isGuess = !contentType || /^(application\/octet-stream|text\/plain)/.test(contentType);
    return { type: "file", body, contentType: isGuess ? null : contentType, name: null };
  }
  body.destroy();
  if (status === 404) return null;
  throw new ProviderSilent(`The gateway answered ${status} instead of the file.`, false);
}
