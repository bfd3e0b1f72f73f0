import { z } from "zod";
import { ProviderSilent } from "../../channels/outbound";

/** What broke while a provider was asked: for whoever wrote the message, and for its trace. */
export type Broken = { words: string; detail: string };

/** `name`: of the channel. What a network says of an address and an error number stands in the trace alone. */
export function brokenOf(error: unknown, name: string): Broken {
  if (error instanceof z.ZodError)
    return {
      words: `${name} answered in a way that it does not document.`,
      detail: z.prettifyError(error),
    };
  const detail = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ProviderSilent))
    return { words: `Something went wrong before ${name} had answered.`, detail };
  return { words: error.words ? `${name} ${error.words}.` : detail, detail };
}
