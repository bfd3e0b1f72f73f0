"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useWorkspace } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { showToast } from "../ui/toast-store";

const SIDE = 256;
const MAX_BYTES = 5 * 1024 * 1024;

/** One's own picture: cut square here, so that little travels, and shown wherever the initials stand. */
export function PictureForm({ id, name, picture }: { id: string; name: string; picture: string | null }) {
  const t = useTranslations("profile");
  const { me, api } = useWorkspace();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(picture);
  const [isBusy, setBusy] = useState(false);

  async function put(file: File) {
    if (file.size > MAX_BYTES) return showToast({ tone: "problem", text: t("pictureTooLarge") });
    setBusy(true);
    try {
      const body = await square(file);
      const response = await fetch("/api/files/picture", {
        method: "PUT",
        headers: { "x-parley-tenant": me.tenant.slug, "content-type": body.type },
        body,
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(answer.error?.message);
      setShown(answer.pictureUrl);
      showToast({ text: t("pictureSaved") });
      router.refresh();
    } catch (error) {
      showToast({ tone: "problem", text: (error instanceof Error && error.message) || t("pictureFailed") });
    }
    setBusy(false);
  }
  async function remove() {
    setBusy(true);
    try {
      await api.profile.removePicture.mutate();
      setShown(null);
      showToast({ text: t("pictureRemoved") });
      router.refresh();
    } catch {
      showToast({ tone: "problem", text: t("pictureFailed") });
    }
    setBusy(false);
  }
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <Avatar id={id} name={name} picture={shown} size={40} />
      <input
        ref={input}
        type="file"
        aria-label={t("picture")}
        accept="image/png,image/jpeg,image/webp,image/avif,image/gif"
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void put(file);
        }}
      />
      <Button busy={isBusy} onClick={() => input.current?.click()}>
        {t(shown ? "pictureChange" : "pictureAdd")}
      </Button>
      {shown ? <Button onClick={remove}>{t("pictureRemove")}</Button> : null}
      <span className="text-meta text-text-3">{t("pictureHint")}</span>
    </div>
  );
}

/** The middle of the picture, 256 px wide. What the browser cannot draw goes as it is: the server says what it is not. */
async function square(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file;
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext("2d")?.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/webp", 0.9));
}
