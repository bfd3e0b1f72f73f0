import {
  listDevices,
  logOutPhone,
  makePairingCode,
  reconnectPhone,
  resetPairing,
  showPairingPicture,
  syncHistory,
  takeAnotherNumber,
} from "../../modules/pairing/acts";
import { PairByCode, PairingOf, ResetPairing } from "../../modules/pairing/schema";
import { getPairingStatus } from "../../modules/pairing/status";
import { router, tenantProcedure } from "../init";

/** The phone behind an inbox, for whoever sets inboxes up. */
export const pairing = router({
  status: tenantProcedure("channel_configure")
    .input(PairingOf)
    .query(({ ctx, input }) => getPairingStatus(ctx, input)),
  devices: tenantProcedure("channel_configure")
    .input(PairingOf)
    .query(({ ctx, input }) => listDevices(ctx, input)),
  /** A picture for the phone's camera; asking again begins anew. */
  picture: tenantProcedure("channel_configure")
    .input(PairingOf)
    .mutation(({ ctx, input }) => showPairingPicture(ctx, input)),
  code: tenantProcedure("channel_configure")
    .input(PairByCode)
    .mutation(({ ctx, input }) => makePairingCode(ctx, input)),
  logOut: tenantProcedure("channel_configure")
    .input(PairingOf)
    .mutation(({ ctx, input }) => logOutPhone(ctx, input)),
  reconnect: tenantProcedure("channel_configure")
    .input(PairingOf)
    .mutation(({ ctx, input }) => reconnectPhone(ctx, input)),
  syncHistory: tenantProcedure("channel_configure")
    .input(PairingOf)
    .mutation(({ ctx, input }) => syncHistory(ctx, input)),
  anotherNumber: tenantProcedure("channel_configure")
    .input(PairingOf)
    .mutation(({ ctx, input }) => takeAnotherNumber(ctx, input)),
  /** An owner takes the lock away. */
  reset: tenantProcedure("channel_configure")
    .input(ResetPairing)
    .mutation(({ ctx, input }) => resetPairing(ctx, input)),
});
