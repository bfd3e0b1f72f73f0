import { handleRealtimeAuth } from "@/server/inbound/realtime-auth";

export { handleRealtimeAuth as POST };
