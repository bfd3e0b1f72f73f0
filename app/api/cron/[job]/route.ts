import { handleCron } from "@/server/rest/operations/cron";

export const maxDuration = 60;
export { handleCron as GET, handleCron as POST };
