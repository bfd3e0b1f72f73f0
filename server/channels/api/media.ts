import { type Fetched, type OpenFile, ProviderSilent } from "../outbound";

const LATER = new Set([408, 425, 429]);

/** A file lies where the message says, for whoever asks: nothing of ours goes there. Throws ProviderSilent. */
export async function fetchFromAddress(url: string, open: OpenFile): Promise<Fetched> {
  const { body, contentType, status } = await open(url);
  const name = nameIn(url);
  if (status >= 200 && status < 300) return { type: "file", body, contentType, name };
  body.destroy();
  if (status >= 500 || LATER.has(status))
    throw new ProviderSilent(`Its address answered ${status} instead of the file.`, false);
  const reason = `Its address answered ${status}.`;
  return {
    type: "failed",
    failure: { class: "content", code: String(status), reason, fix: "Ask the contact to send it again." },
  };
}

function nameIn(url: string): string | null {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || null;
  } catch {
    return last;
  }
}
