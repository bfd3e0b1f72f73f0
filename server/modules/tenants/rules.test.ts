import { describe, expect, it } from "vitest";
import { AppError } from "../../core/errors";
import { effectivePermissions, SYSTEM_ROLES, type SystemRole } from "../../core/permissions";
import { assignableRoles, type Power, refuseUnlessAssignable, refuseUnlessManageable } from "./rules";

const ROLES = ["owner", "administrator", "finance", "agent", "support"] as const;

function power(
  role: SystemRole,
  given: { granted?: string[]; revoked?: string[]; level?: number } = {},
): Power {
  const { granted = [], revoked = [], level = SYSTEM_ROLES[role].level } = given;
  const permissions = effectivePermissions({ role, granted, revoked, isPrimaryOwner: false });
  return { memberId: "actor", role, level, permissions };
}

function subject(role: SystemRole, isPrimaryOwner = false) {
  return { memberId: "target", role, level: SYSTEM_ROLES[role].level, isPrimaryOwner };
}

function allows(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe("forbidden");
    return false;
  }
}

describe("managing a member", () => {
  /** Rows: who acts. Columns: on whom, in the order of ROLES. */
  it.each([
    ["owner", "YYYYY"],
    ["administrator", "-YYYY"],
    ["finance", "---YY"],
    ["agent", "----Y"],
    ["support", "-----"],
  ] as const)("by level: %s may manage %s", (role, marks) => {
    const may = ROLES.map((target) => allows(() => refuseUnlessManageable(power(role), subject(target))));
    expect(may.map((yes) => (yes ? "Y" : "-")).join("")).toBe(marks);
  });

  it.each(ROLES)("leaves the primary owner alone, whoever asks: %s", (role) => {
    expect(allows(() => refuseUnlessManageable(power(role), subject("owner", true)))).toBe(false);
  });

  it.each(ROLES)("is not done to oneself: %s", (role) => {
    const self = { ...subject(role), memberId: "actor" };
    expect(allows(() => refuseUnlessManageable(power(role), self))).toBe(false);
  });
});

describe("giving a role", () => {
  it.each([
    ["owner", ["owner", "administrator", "finance", "agent", "support"]],
    ["administrator", ["administrator", "finance", "agent", "support"]],
    ["finance", ["finance"]],
    ["agent", ["agent", "support"]],
    ["support", ["support"]],
  ] as const)("offers %s no role above or outside of their own", (role, roles) => {
    expect(assignableRoles(power(role))).toEqual(roles);
  });

  it("keeps a permission the giver lacks out of reach, whatever their level", () => {
    const actor = power("administrator", { revoked: ["billing_manage"] });
    expect(assignableRoles(actor)).toEqual(["agent", "support"]);
  });

  it("makes owners by owners only, even for someone who holds everything else at the highest level", () => {
    const actor = power("administrator", { level: 150 });
    expect(allows(() => refuseUnlessAssignable(actor, "owner"))).toBe(false);
  });
});
