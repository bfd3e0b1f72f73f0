import type { Wire } from "../../channels/contract";
import { onWire } from "../../channels/on-wire";
import type { Outgoing, OutgoingFile } from "../../channels/outbound";
import { runtime } from "../../infra/runtime";
import { OUT_KEY } from "../conversations/append-sql";
import { signAttachments } from "../conversations/message-row";
import { openFile } from "../messages/files";
import { type Asides, NO_ASIDES } from "./asides";
import { outgoingExtra } from "./extra";
import type { SendJob } from "./job";

type Outbound = Pick<
  SendJob,
  "tenantId" | "messageId" | "channel" | "wire" | "to" | "content" | "attachments" | "extra" | "data"
>;

/** Several files go as several messages, the words with the first of them or before it. */
export function outgoingParts(job: Outbound, { replyTo, route }: Asides = NO_ASIDES): Outgoing[] {
  const { capabilities } = job.channel;
  const isSticker = job.extra?.type === "sticker" && capabilities.stickers !== undefined;
  const files = signAttachments(job.tenantId, job.attachments).map(({ fileId, url, ...file }) => ({
    ...{ name: file.name, contentType: file.contentType, size: file.size, url: runtime().appUrl + url },
    open: () => openFile(job.tenantId, fileId),
    ...(isSticker && { isSticker }),
  }));
  const [first] = files;
  const extra = outgoingExtra(job, capabilities);
  const isWhole = extra?.type === "template";
  const { text, marks } = onWire(job.wire, job.content);
  const words = { text, ...(marks.length > 0 && { marks }) };
  const isApart = first && !isWhole && text.length > job.wire.captionLength(first.contentType);
  const said = !first || isApart ? [{ ...words, file: null }] : [];
  const shown = inAlbums(files, job.wire).map(([file, ...more], at) => ({
    ...(at === 0 && !isApart ? words : { text: "" }),
    ...{ file: file!, more },
  }));
  return [...said, ...shown].map((part, at) => ({
    ...part,
    ...{ to: job.to, route, replyTo: at === 0 ? replyTo : null },
    extra: at === 0 ? extra : null,
    correlationId: OUT_KEY + job.messageId + (at === 0 ? "" : `.${at + 1}`),
  }));
}

/** The files as the channel takes them at once, mostly one by one. */
function inAlbums(files: readonly OutgoingFile[], wire: Pick<Wire, "album">): OutgoingFile[][] {
  if (files.length === 0) return [];
  const length = wire.album?.(files.map(({ contentType }) => contentType)) ?? 1;
  return [files.slice(0, length), ...inAlbums(files.slice(length), wire)];
}
