import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "../../server/trpc/root";

export type Api = TRPCClient<AppRouter>;

/** The typed way to the server as a member of one tenant. `onSignedOut` is called when the session has ended. */
export function createApi(tenantSlug: string, onSignedOut: () => void): Api {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: "/api/trpc",
        maxItems: 10,
        maxURLLength: 4000,
        headers: { "x-parley-tenant": tenantSlug },
        async fetch(input, init) {
          const response = await fetch(input, init as RequestInit);
          if (response.status === 401) onSignedOut();
          return response;
        },
      }),
    ],
  });
}
