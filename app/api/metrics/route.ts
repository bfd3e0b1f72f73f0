import { handleMetrics } from "@/server/rest/operations/metrics";

export { handleMetrics as GET };
