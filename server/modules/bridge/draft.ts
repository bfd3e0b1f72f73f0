import { runtime } from "../../infra/runtime";
import { type StoredAttachment, signAttachments } from "../conversations/message-row";
import { openFile } from "../messages/files";
import type { OpenBridge } from "./open";
import { type At, putPost } from "./post";
import { notePosted, postOf } from "./posted";
import { type Draft, textOf } from "./render";

/** A file that the network does not take is named instead. */
export async function putDraft(bridge: OpenBridge, at: At, draft: Draft): Promise<void> {
  const { sql } = runtime().db;
  const { messages, text, marks, files } = draft;
  const [first] = messages;
  const replyTo = first?.replyToId ? await postOf(sql, bridge, first.replyToId) : null;
  const post = { text, marks, files: opened(bridge.tenant_id, files), replyTo };
  const named = [text, ...files.map(({ name }) => `📎 ${name} (open it in Parley)`)]
    .filter(Boolean)
    .join("\n");
  const whole = await putPost(bridge, at, post);
  const externalId =
    whole ?? (files.length ? await putPost(bridge, at, { text: named, marks, replyTo }) : null);
  if (!externalId) return;
  const shown = draft.isWhole && whole ? textOf(messages) : { text: "", marks: [] };
  await notePosted(sql, bridge, at, { externalId, draft, shown });
}

/** With addresses that open for the network. */
function opened(tenantId: string, files: readonly StoredAttachment[]) {
  return signAttachments(tenantId, files).map(({ fileId, name, contentType, size, url }) => ({
    ...{ name, contentType, size, url: runtime().appUrl + url },
    open: () => openFile(tenantId, fileId),
  }));
}
