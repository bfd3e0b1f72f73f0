import type { AttachmentDto } from "../../server/modules/messages/schema";

/** A file on its way to a conversation. `percent` is 0 to 100; `preview` the address of a picture. */
export type Upload = {
  key: number;
  name: string;
  size: number;
  /** Null where it was uploaded by another device, or comes with a canned response. */
  file: File | null;
  preview: string | null;
  percent: number;
  state: "running" | "done" | "failed";
  reason: string | null;
  /** The server would say the same again. */
  isRefused?: boolean;
  attachment: AttachmentDto | null;
};

/** `place` is a conversation and what is written there: "<id>.reply" or "<id>.note". */
export type Uploads = {
  of: (place: string) => readonly Upload[];
  /** They are there at once, so that nothing is sent without them. Those that `fitting` leaves out go again before they are sent. */
  add: (place: string, files: readonly File[], fitting?: Promise<readonly File[]>) => Promise<void>;
  /** Puts files that the server has already beside those that are there; those that are not given go. */
  restore: (place: string, attachments: readonly AttachmentDto[], keepsOthers?: boolean) => void;
  /** Stops it where it runs. */
  remove: (place: string, key: number) => void;
  retry: (place: string, key: number) => void;
  /** Hands over what has been uploaded and forgets it here. */
  take: (place: string) => AttachmentDto[];
  subscribe: (listener: () => void) => () => void;
};

const NONE: readonly Upload[] = [];
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

/** Sends files as soon as they are chosen, each by itself, with progress; what was chosen stays with its conversation. */
export function createUploads(tenantSlug: string): Uploads {
  const byPlace = new Map<string, readonly Upload[]>();
  const requests = new Map<number, XMLHttpRequest>();
  const listeners = new Set<() => void>();
  let lastKey = 0;

  function set(place: string, next: readonly Upload[]) {
    byPlace.set(place, next.length ? next : NONE);
    for (const listener of listeners) listener();
  }
  function change(place: string, key: number, part: Partial<Upload>) {
    const now = byPlace.get(place) ?? NONE;
    set(
      place,
      now.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)),
    );
  }

  /** fetch tells nothing of how far it has come, so this is the older request. */
  function send(place: string, { key, file }: Pick<Upload, "key" | "file">) {
    if (!file) return;
    const request = new XMLHttpRequest();
    requests.set(key, request);
    const query = new URLSearchParams({ name: file.name });
    request.open("PUT", `/api/files?${query}`);
    request.setRequestHeader("x-parley-tenant", tenantSlug);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      change(place, key, { percent: Math.floor((loaded / Math.max(1, total)) * 100) });
    request.onload = () => {
      if (request.status === 201)
        return change(place, key, { state: "done", percent: 100, attachment: request.response });
      const { status, response } = request;
      const isRefused = status === 400 || status === 413;
      change(place, key, { state: "failed", reason: response?.error?.message ?? `${status}`, isRefused });
    };
    request.onerror = () => change(place, key, { state: "failed", reason: null });
    request.onloadend = () => requests.delete(key);
    request.send(file);
  }

  function forget(upload: Upload) {
    requests.get(upload.key)?.abort();
    if (upload.file && upload.preview) URL.revokeObjectURL(upload.preview);
  }
  const fresh = (part: Pick<Upload, "name" | "size" | "file" | "preview">): Upload => ({
    key: ++lastKey,
    percent: 0,
    state: "running",
    reason: null,
    attachment: null,
    ...part,
  });

  return {
    of: (place) => byPlace.get(place) ?? NONE,
    async add(place, files, fitting) {
      const added = files.map((file) => fresh({ name: file.name, size: file.size, file, preview: null }));
      set(place, [...this.of(place), ...added]);
      // Where that is not to be known, as without a network, the server says later what does not fit.
      const wanted = fitting ? await fitting.catch(() => files) : files;
      for (const { key, file } of added) {
        if (!this.of(place).some((upload) => upload.key === key)) continue;
        if (!wanted.includes(file!)) {
          this.remove(place, key);
          continue;
        }
        if (PICTURE.test(file!.type)) change(place, key, { preview: URL.createObjectURL(file!) });
        send(place, { key, file });
      }
    },
    restore(place, attachments, keepsOthers = false) {
      const now = this.of(place);
      const wanted = new Set(attachments.map(({ fileId }) => fileId));
      const kept = now.filter((u) => keepsOthers || u.state !== "done" || wanted.has(u.attachment!.fileId));
      const known = new Set(kept.map((upload) => upload.attachment?.fileId));
      const added = attachments
        .filter(({ fileId }) => !known.has(fileId))
        .map((attachment): Upload => {
          const { name, size, contentType, url } = attachment;
          const preview = PICTURE.test(contentType) ? url : null;
          return { ...fresh({ name, size, file: null, preview }), state: "done", percent: 100, attachment };
        });
      if (added.length || kept.length < now.length) set(place, [...kept, ...added]);
    },
    remove(place, key) {
      const now = this.of(place);
      for (const upload of now) if (upload.key === key) forget(upload);
      set(
        place,
        now.filter((upload) => upload.key !== key),
      );
    },
    retry(place, key) {
      const upload = this.of(place).find((known) => known.key === key);
      if (!upload) return;
      change(place, key, { state: "running", percent: 0, reason: null });
      send(place, upload);
    },
    take(place) {
      const now = this.of(place);
      for (const upload of now) forget(upload);
      set(place, NONE);
      return now.flatMap((upload) => upload.attachment ?? []);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
