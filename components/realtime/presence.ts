import type { Availability } from "../../server/core/availability";
import type { LiveAvailability } from "../../server/modules/tenants/schema";
import type { Me } from "../../server/trpc/routers/session";
import type { Api } from "../trpc/client";
import { type Failure, failureOf } from "../trpc/failure";

/** Who of the business is there, and what this member says of being there. Others are unknown before the first answer. */
export function createPresence(me: Me, api: Api, changed: () => void) {
  const known = new Map<string, Availability>();
  let own = me.member.availability;
  return {
    of: (memberId: string): Availability | undefined =>
      memberId === me.member.id ? own : known.get(memberId),
    take({ memberId, availability }: LiveAvailability): void {
      known.set(memberId, availability);
      // Chosen on another device. That this one is there, it knows itself.
      if (memberId === me.member.id && availability !== "offline") own = availability;
      changed();
    },
    /** What was said while the connection was away. */
    refresh(): void {
      api.profile.availabilities.query().then(
        (found) => {
          for (const { id, availability } of found) known.set(id, availability);
          changed();
        },
        // Without team_view, or offline: no dots, or the last ones.
        () => {},
      );
    },
    /** Shown at once, taken back when the server refuses: returns why, or null. */
    async choose(availability: Availability): Promise<Failure | null> {
      const before = own;
      own = availability;
      changed();
      try {
        await api.profile.setAvailability.mutate({ availability });
        return null;
      } catch (error) {
        own = before;
        changed();
        return failureOf(error);
      }
    },
  };
}
