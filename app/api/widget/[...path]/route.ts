import { handleWidget } from "@/server/rest/widget/handler";

export { handleWidget as GET, handleWidget as POST, handleWidget as PUT, handleWidget as OPTIONS };
