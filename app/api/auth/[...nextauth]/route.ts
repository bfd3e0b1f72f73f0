import { handleAuth } from "@/server/trpc/auth-handler";

export { handleAuth as GET, handleAuth as POST };
