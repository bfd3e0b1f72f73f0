"use client";

import { useEffect, useRef, useState } from "react";
import type { PhoneShown } from "../../server/boot/phone/handler";
import type { PhoneAsk } from "../../server/boot/phone/schema";

const ADDRESS = "/api/dev/phone";
const AGAIN_MS = 1_000;

/** The phone as the server has it, held up to date, and the way to do something with it. */
export function usePhone() {
  const [shown, setShown] = useState<PhoneShown | null>(null);
  const [isInSync, setInSync] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(-1);

  useEffect(() => {
    const ended = new AbortController();
    async function follow() {
      while (!ended.signal.aborted) {
        try {
          const answer = await fetch(`${ADDRESS}?after=${version.current}`, { signal: ended.signal });
          if (!answer.ok) throw new Error(String(answer.status));
          const next = (await answer.json()) as PhoneShown;
          version.current = next.version;
          setShown(next);
          setInSync(true);
        } catch {
          if (ended.signal.aborted) return;
          setInSync(false);
          // A server that has started anew counts anew.
          version.current = -1;
          await new Promise((wait) => setTimeout(wait, AGAIN_MS));
        }
      }
    }
    void follow();
    return () => ended.abort();
  }, []);

  async function ask(what: PhoneAsk): Promise<boolean> {
    setProblem(null);
    try {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify(what) });
      if (answer.ok) return true;
      const { error } = (await answer.json()) as { error: { message: string } };
      setProblem(error.message);
    } catch (error) {
      setProblem((error as Error).message);
    }
    return false;
  }
  return { shown, isInSync, problem, ask };
}

export type Ask = ReturnType<typeof usePhone>["ask"];
