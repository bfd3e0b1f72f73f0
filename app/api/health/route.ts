import { handleHealth } from "@/server/rest/operations/health";

export const dynamic = "force-dynamic";
export { handleHealth as GET };
