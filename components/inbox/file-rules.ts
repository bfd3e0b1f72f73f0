import { formatSize } from "./file-kind";

const MAX_BYTES = 40 * 1024 * 1024;
const MAX_FILES = 15;
/** peers.md §1: pictures, sound, film, office papers, archives. The server refuses programs whatever they are called. */
const TYPES =
  /^(image|audio|video)\/|^text\/(csv|plain|rtf|xml|markdown|calendar|vcard)$|^application\/(rtf|json|xml|pdf|zip|gzip|x-(7z-compressed|rar-compressed|rar|tar|gzip|zip-compressed|pkcs12)|vnd\.rar|vnd\.(ms-(excel|powerpoint)|openxmlformats-.*|oasis\.opendocument\..*)|msword)$/;
const ENDINGS =
  /\.(jpe?g|png|gif|webp|avif|heic|heif|svg|bmp|tiff?|mp3|m4a|ogg|oga|opus|wav|aac|flac|amr|mp4|mov|webm|mkv|avi|3gp|csv|txt|md|rtf|json|xml|ics|vcf|pdf|zip|7z|rar|tar|gz|tgz|docx?|xlsx?|pptx?|od[tsp]|pfx|p12)$/i;

type Refusal = { key: "tooLarge" | "wrongType" | "tooMany"; values: Record<string, string | number> };

/** Which of the chosen files can go along, and why the first of the others cannot. The server has the last word. */
export function chooseFiles(
  files: readonly File[],
  already: number,
): { fitting: File[]; refusal: Refusal | null } {
  let refusal: Refusal | null = null;
  const fitting = files.filter((file) => {
    const isKnown = TYPES.test(file.type) || ENDINGS.test(file.name);
    if (isKnown && file.size <= MAX_BYTES) return true;
    const { name } = file;
    refusal ??= isKnown
      ? { key: "tooLarge", values: { name, size: formatSize(file.size) } }
      : { key: "wrongType", values: { name } };
    return false;
  });
  const room = Math.max(0, MAX_FILES - already);
  if (fitting.length > room) refusal = { key: "tooMany", values: { max: MAX_FILES } };
  return { fitting: fitting.slice(0, room), refusal };
}
