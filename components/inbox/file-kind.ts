import type { AttachmentDto } from "../../server/modules/messages/schema";

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const WIDEST = 268;
const TALLEST = 200;

/** A picture that a browser shows and that cannot carry script (an SVG could). */
export function isPicture({ contentType }: Pick<AttachmentDto, "contentType">): boolean {
  return SHOWN.has(contentType);
}

/** Sound or film that has a player in the thread. */
export function isMedia({ contentType }: Pick<AttachmentDto, "contentType">): boolean {
  return /^(audio|video)\//.test(contentType);
}

/** "PDF", "JPEG", else what follows the last dot of the name, else "File". */
export function kindOf({ name, contentType }: Pick<AttachmentDto, "name" | "contentType">): string {
  const subtype = /^(?:application\/pdf|image\/(?:png|jpeg|gif|webp|avif))$/.test(contentType)
    ? contentType.split("/")[1]
    : /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1];
  return subtype?.toUpperCase() ?? "File";
}

/** "184 KB", "1.2 MB" */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1024) return `${Math.round(kilobytes)} KB`;
  return `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** The size a picture is shown at, in px: inside 268 × 200, never enlarged. Unknown sizes get a 4:3 place. */
export function fitPicture(width: number | null, height: number | null): { width: number; height: number } {
  if (!width || !height) return { width: WIDEST, height: TALLEST };
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}
