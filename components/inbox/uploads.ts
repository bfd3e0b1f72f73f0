import type { AttachmentDto } from "../../server/modules/messages/schema";

/** A file on its way to a conversation. `percent` is 0 to 100; `preview` a local address of a picture. */
export type Upload = {
  key: number;
  file: File;
  preview: string | null;
  percent: number;
  state: "running" | "done" | "failed";
  reason: string | null;
  attachment: AttachmentDto | null;
};

export type Uploads = {
  of: (conversationId: string) => readonly Upload[];
  add: (conversationId: string, files: readonly File[]) => void;
  /** Stops it where it runs. */
  remove: (conversationId: string, key: number) => void;
  retry: (conversationId: string, key: number) => void;
  /** Hands over what has been uploaded and forgets it here. */
  take: (conversationId: string) => AttachmentDto[];
  subscribe: (listener: () => void) => () => void;
};

const NONE: readonly Upload[] = [];

/** Sends files as soon as they are chosen, each by itself, with progress; what was chosen stays with its conversation. */
export function createUploads(tenantSlug: string): Uploads {
  const byConversation = new Map<string, readonly Upload[]>();
  const requests = new Map<number, XMLHttpRequest>();
  const listeners = new Set<() => void>();
  let lastKey = 0;

  function set(conversationId: string, next: readonly Upload[]) {
    byConversation.set(conversationId, next);
    for (const listener of listeners) listener();
  }
  function change(conversationId: string, key: number, part: Partial<Upload>) {
    const now = byConversation.get(conversationId) ?? NONE;
    set(
      conversationId,
      now.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)),
    );
  }

  /** fetch tells nothing of how far it has come, so this is the older request. */
  function send(conversationId: string, { key, file }: Pick<Upload, "key" | "file">) {
    const request = new XMLHttpRequest();
    requests.set(key, request);
    const query = new URLSearchParams({ name: file.name, conversation: conversationId });
    request.open("PUT", `/api/files?${query}`);
    request.setRequestHeader("x-parley-tenant", tenantSlug);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      change(conversationId, key, { percent: Math.floor((loaded / Math.max(1, total)) * 100) });
    request.onload = () => {
      if (request.status === 201)
        return change(conversationId, key, { state: "done", percent: 100, attachment: request.response });
      const reason = request.response?.error?.message ?? `${request.status}`;
      change(conversationId, key, { state: "failed", reason });
    };
    request.onerror = () => change(conversationId, key, { state: "failed", reason: null });
    request.onloadend = () => requests.delete(key);
    request.send(file);
  }

  function forget(upload: Upload) {
    requests.get(upload.key)?.abort();
    if (upload.preview) URL.revokeObjectURL(upload.preview);
  }

  return {
    of: (conversationId) => byConversation.get(conversationId) ?? NONE,
    add(conversationId, files) {
      const added = files.map((file): Upload => {
        const isShown = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type);
        const preview = isShown ? URL.createObjectURL(file) : null;
        return {
          key: ++lastKey,
          file,
          preview,
          percent: 0,
          state: "running",
          reason: null,
          attachment: null,
        };
      });
      set(conversationId, [...this.of(conversationId), ...added]);
      for (const upload of added) send(conversationId, upload);
    },
    remove(conversationId, key) {
      const now = this.of(conversationId);
      for (const upload of now) if (upload.key === key) forget(upload);
      set(
        conversationId,
        now.filter((upload) => upload.key !== key),
      );
    },
    retry(conversationId, key) {
      const upload = this.of(conversationId).find((known) => known.key === key);
      if (!upload) return;
      change(conversationId, key, { state: "running", percent: 0, reason: null });
      send(conversationId, upload);
    },
    take(conversationId) {
      const now = this.of(conversationId);
      for (const upload of now) forget(upload);
      set(conversationId, NONE);
      return now.flatMap((upload) => upload.attachment ?? []);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
