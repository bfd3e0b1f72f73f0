import { AppError } from "../../core/errors";
import { type Permission, roleLevel, SYSTEM_ROLES, type SystemRole } from "../../core/permissions";
import type { MemberDto } from "./schema";

/** What the rules need to know of whoever acts. */
export type Power = { memberId: string; role: string; level: number; permissions: ReadonlySet<Permission> };
/** What they need to know of the member it is done to. */
export type Subject = { memberId: string; role: string; level: number; isPrimaryOwner: boolean };

const ADMINISTRATOR = SYSTEM_ROLES.administrator.level;

/**
 * Who may manage whom (rbac.md 4.6): whoever stands above; administrators and up also their equals, but only owners
 * manage owners, and nobody the primary owner. Nobody manages themselves. Throws AppError("forbidden").
 */
export function refuseUnlessManageable(actor: Power, target: Subject): void {
  if (target.isPrimaryOwner) {
    throw new AppError(
      "forbidden",
      "The primary owner cannot be changed. Ownership has to be handed over first.",
    );
  }
  if (actor.memberId === target.memberId) {
    throw new AppError("forbidden", "You cannot change your own place. Ask another administrator.");
  }
  if (target.role === "owner" && actor.role !== "owner") {
    throw new AppError("forbidden", "Only an owner can change another owner.");
  }
  const standsAbove = actor.level > target.level;
  const isEqualAdministrator = actor.level >= ADMINISTRATOR && target.level <= actor.level;
  if (!standsAbove && !isEqualAdministrator) {
    throw new AppError("forbidden", "This member's role is not below yours. Ask an administrator.");
  }
}

/**
 * Which role may be given (rbac.md 4.7): none above one's own level, owner only by an owner, and none with a permission
 * the giver lacks - levels alone would let a low role hand out billing. Throws AppError("forbidden", field "role").
 */
export function refuseUnlessAssignable(actor: Power, role: SystemRole): void {
  const { level, permissions } = SYSTEM_ROLES[role];
  if (role === "owner" && actor.role !== "owner") {
    throw new AppError("forbidden", "Only an owner can make an owner.", { field: "role" });
  }
  if (level > actor.level) {
    throw new AppError("forbidden", "This role stands above yours. Choose a lower one.", { field: "role" });
  }
  refuseUnlessHeld(actor, permissions);
}

/** Nobody gives, or gives back, what they do not hold themselves. Throws AppError("forbidden", field "role"). */
export function refuseUnlessHeld(actor: Power, given: Iterable<Permission>): void {
  for (const permission of given) {
    if (actor.permissions.has(permission)) continue;
    throw new AppError(
      "forbidden",
      `This includes “${permission.replaceAll("_", " ")}”, which you do not hold yourself.`,
      { field: "role", permission },
    );
  }
}

/** The same as a question, for the interface. */
export function canManage(actor: Power, member: MemberDto): boolean {
  const target = { ...member, memberId: member.id, level: roleLevel(member.role) };
  return isAllowed(() => refuseUnlessManageable(actor, target));
}

/** The roles an actor may give, the highest first: what an invitation offers. */
export function assignableRoles(actor: Power): SystemRole[] {
  const roles = Object.keys(SYSTEM_ROLES) as SystemRole[];
  return roles.filter((role) => isAllowed(() => refuseUnlessAssignable(actor, role)));
}

function isAllowed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
