import { z } from "zod";
import { AVAILABILITIES, type Availability } from "../../core/availability";
import { BusinessHours, DEFAULT_HOURS, isTimeZone } from "../../core/hours";
import { LOCALES, type Locale } from "../../core/locales";
import type { SystemRole } from "../../core/permissions";
import { Text } from "../../core/text";
import { Email, Line, NewPassword, PersonName, Token } from "../accounts/schema";

export const ROLES = [
  "owner",
  "administrator",
  "finance",
  "agent",
  "support",
] as const satisfies readonly SystemRole[];
export const RoleKey = z.enum(ROLES, "Choose a role");

/** `locale`: the language in which they signed up, and which their business then speaks. */
export const SignUp = z.object({
  business: Line("the name of your business", 80),
  name: PersonName,
  email: Email,
  password: NewPassword,
  locale: z.enum(LOCALES, "Choose a language").optional(),
});
export type SignUp = z.infer<typeof SignUp>;

export const MemberId = z.object({ memberId: z.uuid() });
export type MemberId = z.infer<typeof MemberId>;
export const SetRole = z.object({ memberId: z.uuid(), role: RoleKey });
export type SetRole = z.infer<typeof SetRole>;

/** `teamIds`: where they are as soon as they join. */
export const Invite = z.object({
  email: Email,
  role: RoleKey,
  teamIds: z.array(z.uuid()).max(50).optional(),
});
export type Invite = z.infer<typeof Invite>;
export const InvitationId = z.object({ invitationId: z.uuid() });
export type InvitationId = z.infer<typeof InvitationId>;

/** Without a name and a password it is the signed-in person who joins. */
export const AcceptInvitation = z.object({
  token: Token,
  name: PersonName.optional(),
  password: NewPassword.optional(),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export type MemberDto = {
  id: string;
  name: string;
  email: string;
  /** A signed path on Parley's host, which expires within a day; null without a picture. */
  pictureUrl: string | null;
  /** What others see: "offline" also while no device is connected, unless the member chose otherwise. */
  availability: Availability;
  role: SystemRole;
  isActive: boolean;
  isPrimaryOwner: boolean;
};

/** Times are ISO 8601 in UTC. */
export type InvitationDto = {
  id: string;
  email: string;
  role: SystemRole;
  teamIds: string[];
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  isExpired: boolean;
};

/** What whoever holds the link may know before joining. */
export type InvitationPreview = {
  tenantName: string;
  inviterName: string;
  email: string;
  role: SystemRole;
  /** True when the e-mail has an account: sign in to it to join. */
  hasAccount: boolean;
};

const TeamName = Line("a name for the team", 60);
const TeamDescription = z.string().trim().max(200, "Keep it to 200 characters");
const TeamMemberIds = z.array(z.uuid()).max(500);

export const CreateTeam = z.object({
  name: TeamName,
  description: TeamDescription.default(""),
  memberIds: TeamMemberIds.default([]),
});
export type CreateTeam = z.infer<typeof CreateTeam>;
/** Round robin: everybody in turn. Balanced: whoever has the fewest open conversations. */
export const ASSIGNMENTS = ["off", "round_robin", "balanced"] as const;
export type Assignment = (typeof ASSIGNMENTS)[number];
/** A team without a wish of its own follows the inbox. */
export const TEAM_ASSIGNMENTS = ["inherit", ...ASSIGNMENTS] as const;
export type TeamAssignment = (typeof TEAM_ASSIGNMENTS)[number];

/** What is left out stays as it is; `memberIds` are all of them. */
export const UpdateTeam = z.object({
  teamId: z.uuid(),
  name: TeamName.optional(),
  description: TeamDescription.optional(),
  memberIds: TeamMemberIds.optional(),
  assignment: z.enum(TEAM_ASSIGNMENTS).optional(),
});
export type UpdateTeam = z.infer<typeof UpdateTeam>;
export const TeamId = z.object({ teamId: z.uuid() });
export type TeamId = z.infer<typeof TeamId>;

export type TeamDto = {
  id: string;
  name: string;
  description: string;
  memberIds: string[];
  assignment: TeamAssignment;
};

/** What a member has chosen for their own work here; the interface reads it with the page (session.me). */
const chosen = {
  /** What Enter does in the composer: send, or begin a line. */
  sendWith: z.enum(["enter", "mod_enter"]),
  /** How long a reply is held so that it can be taken back; 0: not at all. */
  undoSeconds: z.number().int().min(0).max(30),
  signatureOn: z.boolean(),
  density: z.enum(["comfortable", "compact"]),
  /** The sections among the lists of the inbox: their order where it was changed, and which are folded. */
  sections: z.object({
    order: z.array(z.string().max(20)).max(20),
    folded: z.array(z.string().max(20)).max(20),
  }),
  /** The preset, and by the name of an act the keys chosen instead. */
  keys: z.object({
    preset: z.enum(["parley", "alt", "off"]),
    changed: z.record(z.string().max(60), z.string().max(40)),
  }),
  /** By type (peers.md §9) where it is told; what is not named keeps its default. */
  notifications: z.record(
    z.string().max(60),
    z.object({
      inApp: z.boolean().optional(),
      email: z.boolean().optional(),
      push: z.boolean().optional(),
      sound: z.boolean().optional(),
    }),
  ),
  /** Whether a push shows what was written; else only of whom it is. */
  pushPreview: z.boolean(),
  /** `volume` in per cent, 0 is off; `onlyWhenAway`: not while this window is looked at. */
  sound: z.object({
    tone: z.enum(["ding", "chime", "pop"]),
    volume: z.number().int().min(0).max(100),
    onlyWhenAway: z.boolean(),
  }),
};

const KEYS = { preset: "parley" as const, changed: {} };
const SECTIONS = { order: [], folded: ["more"] };
const SOUND = { tone: "ding" as const, volume: 60, onlyWhenAway: true };

/** Of the stored: what is missing or broken falls back, so that a screen always opens. */
export const Preferences = z.object({
  sendWith: chosen.sendWith.catch("mod_enter").default("mod_enter"),
  undoSeconds: chosen.undoSeconds.catch(5).default(5),
  signatureOn: chosen.signatureOn.catch(true).default(true),
  density: chosen.density.catch("comfortable").default("comfortable"),
  sections: chosen.sections.catch(SECTIONS).default(SECTIONS),
  keys: chosen.keys.catch(KEYS).default(KEYS),
  notifications: chosen.notifications.catch({}).default({}),
  pushPreview: chosen.pushPreview.catch(false).default(false),
  sound: chosen.sound.catch(SOUND).default(SOUND),
});
export type Preferences = z.infer<typeof Preferences>;

export const SetPreferences = z.object(chosen).partial();
export type SetPreferences = z.infer<typeof SetPreferences>;

/** What is left out stays as it is. */
export const SetAvailability = z.object({
  availability: z.enum(AVAILABILITIES).optional(),
  isAutoOffline: z.boolean().optional(),
});
export type SetAvailability = z.infer<typeof SetAvailability>;

/** The realtime event "availability", to everybody of the business. */
export type LiveAvailability = { memberId: string; availability: Availability };

/** The realtime event "reference": a list that names things has changed. */
export type LiveReference = {
  what:
    | "members"
    | "teams"
    | "inboxes"
    | "templates"
    | "bridge"
    | "labels"
    | "views"
    | "canned"
    | "macros"
    | "segments";
};

/** Markdown with the variables of canned responses. */
export const MAX_SIGNATURE = 2_000;
export const SetSignature = z.object({ signature: Text(MAX_SIGNATURE, "Keep it to 2,000 characters") });
export type SetSignature = z.infer<typeof SetSignature>;

/** What a member has set for themselves in this business. */
export type OwnPlace = {
  availability: Availability;
  isAutoOffline: boolean;
  signature: string;
  pictureUrl: string | null;
  preferences: Preferences;
};

const business = {
  hours: BusinessHours,
  /** Of open conversations in which nobody has written for so long (peers.md §1: 10 to 1,439,856 minutes). */
  autoResolve: z.object({
    isOn: z.boolean(),
    afterMinutes: z.number().int().min(10, "At least 10 minutes").max(1_439_856, "At most 1,439,856 minutes"),
    /** Sent before; empty: nothing is. */
    message: Text(10_000, "Keep it to 10,000 characters"),
    labelId: z.uuid().nullable(),
    notWhileWaiting: z.boolean(),
  }),
};
const NO_AUTO_RESOLVE = {
  isOn: false,
  afterMinutes: 10_080,
  message: "",
  labelId: null,
  notWhileWaiting: true,
};

/** Of the stored, as the other shapes of this page. */
export const TenantSettings = z.object({
  hours: business.hours.catch(DEFAULT_HOURS).default(DEFAULT_HOURS),
  autoResolve: business.autoResolve.catch(NO_AUTO_RESOLVE).default(NO_AUTO_RESOLVE),
});
export type TenantSettings = z.infer<typeof TenantSettings>;

/** What is left out stays as it is. */
export const UpdateBusiness = z.object({
  name: Line("the name of your business", 80).optional(),
  locale: z.enum(LOCALES, "Choose a language").optional(),
  timeZone: z.string().max(60).refine(isTimeZone, "Choose a time zone from the list").optional(),
  agentsSeeQueue: z.boolean().optional(),
  ...z.object(business).partial().shape,
});
export type UpdateBusiness = z.infer<typeof UpdateBusiness>;

export type Business = TenantSettings & {
  name: string;
  locale: Locale;
  timeZone: string;
  agentsSeeQueue: boolean;
};

export const SetCapacity = z.object({
  memberId: z.uuid(),
  /** Null: no limit. */
  capacity: z.number().int().min(0).max(1000).nullable(),
});
export type SetCapacity = z.infer<typeof SetCapacity>;

/** In which teams and inboxes a member works, and how many open conversations auto-assignment may give them. */
export type MemberPlaces = { id: string; capacity: number | null; teamIds: string[]; inboxIds: string[] };
