"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input, type InputProps } from "./input";

/** A password field whose text can be shown. */
export function PasswordInput(props: InputProps) {
  const t = useTranslations("ui");
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input {...props} type={isShown ? "text" : "password"} className="pr-10" />
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={t("showPassword")}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-8 text-text-3 hover:text-text"
      >
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </span>
  );
}
