import { describe, expect, it } from "vitest";
import {
  effectivePermissions,
  PERMISSIONS,
  PERMISSIONS_BY_CATEGORY,
  type Permission,
  SYSTEM_ROLES,
  type SystemRole,
} from "./permissions";

/** Every name of the source document, word for word. */
const SOURCE_NAMES = `conversation_view_all conversation_view_assigned conversation_view_participating
conversation_manage_all conversation_manage_assigned conversation_assign conversation_transfer conversation_resolve
conversation_reopen conversation_private_notes conversation_export
contact_view contact_create contact_update contact_delete contact_merge contact_export contact_import
contact_custom_attributes
team_view team_invite team_manage user_profile_update role_assign role_create role_manage
report_view report_advanced report_export report_custom analytics_view analytics_export
billing_view billing_manage invoice_view invoice_download payment_methods subscription_manage usage_view
settings_account settings_channels settings_integrations settings_webhooks settings_automation settings_security
settings_advanced
kb_view kb_article_create kb_article_edit kb_article_delete kb_category_manage kb_portal_manage kb_publish
channel_view channel_create channel_configure channel_delete integration_manage webhook_manage
audit_log_view system_info_view feature_flags_view feature_flags_manage`.split(/\s+/);

const ROLES = ["owner", "administrator", "finance", "agent", "support"] as const satisfies SystemRole[];

/** Who holds what: one mark per role in the order above. */
const MATRIX: Record<Permission, string> = {
  conversation_view_all: "YY---",
  conversation_view_assigned: "YY-YY",
  conversation_view_participating: "YY-Y-",
  conversation_manage_all: "YY---",
  conversation_manage_assigned: "YY-YY",
  conversation_manage_participating: "YY-Y-",
  conversation_assign: "YY---",
  conversation_transfer: "YY---",
  conversation_resolve: "YY-YY",
  conversation_reopen: "YY-Y-",
  conversation_private_notes: "YY-Y-",
  conversation_export: "YY---",
  contact_view: "YY-YY",
  contact_create: "YY---",
  contact_update: "YY-Y-",
  contact_delete: "YY---",
  contact_merge: "YY---",
  contact_export: "YY---",
  contact_import: "YY---",
  contact_custom_attributes: "YY-Y-",
  team_view: "YYYYY",
  team_invite: "YY---",
  team_manage: "YY---",
  user_profile_update: "YYYYY",
  role_assign: "YY---",
  role_create: "YY---",
  role_manage: "YY---",
  report_view: "YYYYY",
  report_advanced: "YYY--",
  report_export: "YYY--",
  report_custom: "YYY--",
  analytics_view: "YYY--",
  analytics_export: "YYY--",
  billing_view: "YYY--",
  billing_manage: "YYY--",
  invoice_view: "YYY--",
  invoice_download: "YYY--",
  payment_methods: "YYY--",
  subscription_manage: "YYY--",
  usage_view: "YYY--",
  settings_account: "YYY--",
  settings_channels: "YY---",
  settings_integrations: "YY---",
  settings_webhooks: "YY---",
  settings_automation: "YY---",
  settings_security: "YY---",
  settings_advanced: "YY---",
  kb_view: "YY-YY",
  kb_article_create: "YY-YY",
  kb_article_edit: "YY-YY",
  kb_article_delete: "YY---",
  kb_category_manage: "YY---",
  kb_portal_manage: "YY---",
  kb_publish: "YY---",
  channel_view: "YY-YY",
  channel_create: "YY---",
  channel_configure: "YY---",
  channel_delete: "YY---",
  integration_manage: "YY---",
  webhook_manage: "YY---",
  audit_log_view: "YY---",
  system_info_view: "YY---",
  feature_flags_view: "YY---",
  feature_flags_manage: "Y----",
};

function member(given: Partial<Parameters<typeof effectivePermissions>[0]>) {
  return effectivePermissions({
    role: "agent",
    granted: [],
    revoked: [],
    isPrimaryOwner: false,
    ...given,
  });
}

describe("the permissions", () => {
  it("are the 63 of the source document and one of our own", () => {
    expect(SOURCE_NAMES).toHaveLength(63);
    expect(PERMISSIONS).toHaveLength(64);
    expect(new Set(PERMISSIONS).size).toBe(64);
    expect(SOURCE_NAMES.filter((name) => !PERMISSIONS.includes(name as Permission))).toEqual([]);
    expect(PERMISSIONS.filter((name) => !SOURCE_NAMES.includes(name))).toEqual([
      "conversation_manage_participating",
    ]);
  });

  it("are counted by category as the source says", () => {
    const counts = Object.values(PERMISSIONS_BY_CATEGORY).map((names) => names.length);
    expect(counts).toEqual([12, 8, 7, 6, 7, 7, 7, 6, 4]);
  });
});

describe("the system roles", () => {
  it("stand at their levels, with their colours", () => {
    expect(ROLES.map((role) => SYSTEM_ROLES[role].level)).toEqual([150, 100, 75, 50, 25]);
    expect(ROLES.map((role) => SYSTEM_ROLES[role].colour)).toEqual([
      "#8127E8",
      "#FF6600",
      "#10B981",
      "#3B82F6",
      "#8B5CF6",
    ]);
  });

  it("hold 64, 63, 16, 17 and 11 permissions", () => {
    expect(ROLES.map((role) => SYSTEM_ROLES[role].permissions.length)).toEqual([64, 63, 16, 17, 11]);
  });

  it.each(Object.entries(MATRIX) as [Permission, string][])("%s is held by %s", (permission, marks) => {
    for (const [i, role] of ROLES.entries()) {
      const holds = SYSTEM_ROLES[role].permissions.includes(permission);
      expect(holds, role).toBe(marks[i] === "Y");
      // What is implied at check time adds nothing to a default role.
      expect(member({ role }).has(permission), `${role}, effective`).toBe(holds);
    }
  });
});

describe("effective permissions", () => {
  it("add what is granted and take what is revoked", () => {
    expect(member({ granted: ["billing_view"] }).has("billing_view")).toBe(true);
    expect(member({ revoked: ["contact_update"] }).has("contact_update")).toBe(false);
  });

  it("let a revocation win over a grant and over what another permission implies", () => {
    expect(member({ granted: ["billing_view"], revoked: ["billing_view"] }).has("billing_view")).toBe(false);
    const revoked = ["conversation_view_assigned"];
    expect(member({ revoked }).has("conversation_manage_assigned")).toBe(true);
    expect(member({ revoked }).has("conversation_view_assigned")).toBe(false);
  });

  it("imply viewing by managing, at check time only", () => {
    expect(member({ granted: ["kb_publish"], role: "finance" }).has("kb_view")).toBe(true);
    expect(SYSTEM_ROLES.finance.permissions).not.toContain("kb_view");
    expect(member({ granted: ["conversation_manage_all"] }).has("conversation_view_all")).toBe(true);
    expect(member({ granted: ["billing_manage"] }).has("billing_view")).toBe(true);
  });

  it("never grant feature_flags_manage: it belongs to owners alone", () => {
    const role = "administrator";
    expect(member({ role, granted: ["feature_flags_manage"] }).has("feature_flags_manage")).toBe(false);
    expect(member({ role: "owner" }).has("feature_flags_manage")).toBe(true);
  });

  it("know no shortcut for administrators and owners, and leave the primary owner whole", () => {
    const revoked = ["contact_export"];
    expect(member({ role: "administrator", revoked }).has("contact_export")).toBe(false);
    expect(member({ role: "owner", revoked }).has("contact_export")).toBe(false);
    expect(member({ role: "owner", revoked, isPrimaryOwner: true }).has("contact_export")).toBe(true);
  });

  it("take nothing from a role or a name that does not exist", () => {
    expect(member({ role: "admin" }).size).toBe(0);
    expect(member({ role: "constructor" }).size).toBe(0);
    expect(member({ granted: ["everything"] })).toEqual(member({}));
  });
});
