import { handleWebhook } from "@/server/inbound/receive";

export { handleWebhook as GET, handleWebhook as POST };
