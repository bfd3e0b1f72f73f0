import { router } from "./init";
import { session } from "./routers/session";

/** Every procedure of the product, one router a module. */
export const appRouter = router({ session });

export type AppRouter = typeof appRouter;
