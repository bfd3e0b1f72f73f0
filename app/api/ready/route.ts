import { handleReady } from "@/server/rest/operations/health";

export const dynamic = "force-dynamic";
export { handleReady as GET };
