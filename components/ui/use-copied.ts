"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

const SAID_FOR_MS = 2_000;

/** Copies a text, and says for two seconds that it is copied; `onRefused` where the browser does not let it. */
export function useCopied() {
  const [isCopied, setCopied] = useState(false);
  async function copy(text: string, onRefused: () => void) {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), SAID_FOR_MS);
    } catch {
      onRefused();
    }
  }
  return { isCopied, Icon: isCopied ? Check : Copy, copy };
}
