import { handleFiles } from "@/server/rest/files/handler";

export { handleFiles as GET, handleFiles as HEAD, handleFiles as PUT };
