import { TRPCClientError } from "@trpc/client";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";

/** Asks for something that is shown here: what came, the refusal in words, and whether it is under way. */
export function useAsk<T>(ask: () => Promise<T>) {
  const t = useTranslations("settings");
  const [state, setState] = useState<{ found: T | null; problem: string | null; isBusy: boolean }>({
    ...{ found: null, problem: null, isBusy: false },
  });
  const run = useCallback(async () => {
    setState((old) => ({ ...old, isBusy: true }));
    try {
      setState({ found: await ask(), problem: null, isBusy: false });
    } catch (error) {
      const problem = error instanceof TRPCClientError ? error.message : t("notSaved");
      setState({ found: null, problem, isBusy: false });
    }
  }, [ask, t]);
  return { ...state, run };
}
