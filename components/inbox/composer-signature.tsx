"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspace } from "../realtime/context";

/** The signature as it will stand under the reply, and the switch for it. */
export function ComposerSignature({ signature }: { signature: string }) {
  const t = useTranslations("inbox.composer");
  const { me, api, engine } = useWorkspace();
  const [isOn, setOn] = useState(me.member.preferences.signatureOn);
  if (!me.member.signature) return null;
  return (
    <div className="flex items-start gap-2 px-3 pb-1 text-meta text-text-3">
      <p className="min-w-0 grow truncate whitespace-pre-line">{isOn ? signature : null}</p>
      <label className="flex shrink-0 items-center gap-1.5">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            const signatureOn = event.target.checked;
            setOn(signatureOn);
            me.member.preferences = { ...me.member.preferences, signatureOn };
            engine.changed();
            void api.profile.setPreferences.mutate({ signatureOn }).catch(() => {});
          }}
          className="accent-primary"
        />
        {t("signature")}
      </label>
    </div>
  );
}
