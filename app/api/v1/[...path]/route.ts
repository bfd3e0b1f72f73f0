import { handleAdmin } from "@/server/rest/admin/handler";

export { handleAdmin as GET };
