import { handleDesk } from "@/server/inbound/desk";

export { handleDesk as POST };
