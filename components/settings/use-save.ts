"use client";

import { TRPCClientError } from "@trpc/client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import type { DescribedError } from "../../server/trpc/errors";
import { showToast } from "../ui/toast-store";

/** Saves a part of a page: busy meanwhile, messages beside the fields, a word when it is done, and the page read again. */
export function useSave() {
  const t = useTranslations("settings");
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [errors, setErrors] = useState<Record<string, string>>({});

  function save(work: () => Promise<unknown>, said: { done?: string; after?: () => void }): void {
    start(async () => {
      try {
        await work();
      } catch (error) {
        const data = error instanceof TRPCClientError ? (error.data as Partial<DescribedError> | null) : null;
        const fields = data?.fields ?? {};
        setErrors(fields);
        const text =
          Object.values(fields)[0] ?? (data?.code && error instanceof Error ? error.message : t("notSaved"));
        showToast({ tone: "problem", text });
        return;
      }
      setErrors({});
      if (said.done) showToast({ text: said.done });
      said.after?.();
      router.refresh();
    });
  }
  return { isBusy, errors, save };
}
