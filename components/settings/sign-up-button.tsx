"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { SignUpListed } from "../../server/modules/inboxes/schema";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { type SignedUp, signUpAtMeta } from "./meta-sign-up";

/** Connecting by the provider's own pages, where this installation has an app there; nothing elsewhere. */
export function SignUpButton(props: {
  channel: string;
  name: string;
  isBusy: boolean;
  onSigned: (signed: SignedUp) => void;
}) {
  const t = useTranslations("signUp");
  const { api } = useWorkspace();
  const [offered, setOffered] = useState<readonly SignUpListed[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    api.inboxes.signUps.query().then(setOffered, () => {});
  }, [api]);
  const app = offered.find(({ channel }) => channel === props.channel);
  if (!app) return null;

  async function open() {
    // Before Meta's window: its code lasts for half a minute.
    if (!props.name.trim()) return setProblem(t("nameFirst"));
    setOpen(true);
    setProblem(null);
    try {
      const signed = await signUpAtMeta(app!);
      if (signed) props.onSigned(signed);
      else setProblem(t("closed"));
    } catch {
      setProblem(t("failed"));
    } finally {
      setOpen(false);
    }
  }
  return (
    <div className="rounded-10 border border-primary-line bg-primary-soft px-3 py-3">
      <p className="mb-2 text-body">{t("lead")}</p>
      <Button
        variant="primary"
        busy={isOpen || props.isBusy}
        onClick={() => void open()}
        icon={<ExternalLink aria-hidden="true" size={14} strokeWidth={1.75} />}
      >
        {t("open")}
      </Button>
      <p role="status" className="mt-2 text-danger-text text-meta empty:hidden">
        {problem}
      </p>
      <p className="mt-3 text-meta text-text-2">{t("byHand")}</p>
    </div>
  );
}
