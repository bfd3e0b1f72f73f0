import { SegmentId, SegmentInput, UpdateSegment } from "../../modules/contacts/filter";
import { createSegment, deleteSegment, listSegments, updateSegment } from "../../modules/contacts/segments";
import { router, tenantProcedure } from "../init";

export const segments = router({
  list: tenantProcedure("contact_view").query(({ ctx }) => listSegments(ctx)),
  create: tenantProcedure("contact_view")
    .input(SegmentInput)
    .mutation(({ ctx, input }) => createSegment(ctx, input)),
  update: tenantProcedure("contact_view")
    .input(UpdateSegment)
    .mutation(({ ctx, input }) => updateSegment(ctx, input)),
  delete: tenantProcedure("contact_view")
    .input(SegmentId)
    .mutation(({ ctx, input }) => deleteSegment(ctx, input.segmentId)),
});
