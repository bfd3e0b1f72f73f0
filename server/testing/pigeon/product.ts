import { startFake } from "../../channels/fake";
import { handleWebhook } from "../../inbound/receive";
import { handleTrpc } from "../../trpc/handler";
import { drain } from "../../worker/index";

/** What of the product the test of an added channel drives, bundled with it. */
export const product = { startFake, handleWebhook, handleTrpc, drain };
