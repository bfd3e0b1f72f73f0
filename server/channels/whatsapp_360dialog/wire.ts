import { z } from "zod";

/** `GET` and `POST /v1/configs/webhook`. */
export const WebhookConfig = z.looseObject({ url: z.string().nullish() });

/** What 360dialog itself refuses; what Meta refuses comes through as Meta says it. */
export const OwnError = z.union([
  z
    .looseObject({
      meta: z.looseObject({ http_code: z.number(), developer_message: z.string().optional() }),
    })
    .transform(({ meta }) => ({ code: meta.http_code, message: meta.developer_message ?? "" })),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ code: null, message: error })),
]);
export type OwnError = z.infer<typeof OwnError>;
