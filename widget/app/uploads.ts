import type { AttachmentDto } from "../../server/rest/widget/contract";
import { type Api, Refusal } from "./api";

/** A file on its way up, before its message is sent. */
export type Upload = {
  id: number;
  name: string;
  /** A blob: address for a picture's preview. */
  preview: string | null;
  /** 0 to 1. */
  progress: number;
  done?: AttachmentDto;
  /** Why it did not go up. */
  problem?: string;
  /** The server would say the same again. */
  isRefused?: boolean;
};

/** As the server's: 40 MB, 15 files a message. */
const MAX_BYTES = 40 * 1024 * 1024;
const MAX_FILES = 15;
const PICTURE = /^image\/(png|jpe?g|gif|webp|avif)$/;

export function isPicture(contentType: string): boolean {
  return PICTURE.test(contentType);
}

export function createUploads(given: {
  api: Api;
  handle: () => string;
  /** False where the business takes no files. */
  isOn: () => boolean;
  texts: { tooLarge: string; notUploaded: string };
  onChange: () => void;
}) {
  let uploads: Upload[] = [];
  const running = new Map<number, { file: File; abort: AbortController }>();
  let ids = 0;

  function change(id: number, part: Partial<Upload>): void {
    uploads = uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload));
    given.onChange();
  }

  async function run(id: number): Promise<void> {
    const { file, abort } = running.get(id)!;
    change(id, { problem: undefined, progress: 0 });
    try {
      const done = await given.api.upload(file, given.handle(), abort.signal, (progress) =>
        change(id, { progress }),
      );
      change(id, { done, progress: 1 });
    } catch (error) {
      const refusal = error instanceof Refusal && error.status ? error : undefined;
      change(id, {
        problem: refusal?.message ?? given.texts.notUploaded,
        isRefused: refusal && !refusal.passes,
      });
    }
  }

  function forget(id: number): void {
    const upload = uploads.find((u) => u.id === id);
    running.get(id)?.abort.abort();
    running.delete(id);
    if (upload?.preview) URL.revokeObjectURL(upload.preview);
    uploads = uploads.filter((u) => u.id !== id);
  }

  return {
    list: () => uploads,
    add(files: Iterable<File>): void {
      if (!given.isOn()) return;
      for (const file of [...files].slice(0, MAX_FILES - uploads.length)) {
        const id = ++ids;
        const preview = isPicture(file.type) ? URL.createObjectURL(file) : null;
        uploads = [...uploads, { id, name: file.name, preview, progress: 0 }];
        running.set(id, { file, abort: new AbortController() });
        if (file.size > MAX_BYTES) change(id, { problem: given.texts.tooLarge, isRefused: true });
        else run(id);
      }
    },
    retry: run,
    remove(id: number): void {
      forget(id);
      given.onChange();
    },
    /** Hands over what is uploaded and starts anew. */
    take(): AttachmentDto[] {
      const done = uploads.flatMap((upload) => upload.done ?? []);
      for (const { id } of uploads) forget(id);
      return done;
    },
    stop(): void {
      for (const { id } of uploads) forget(id);
    },
  };
}
