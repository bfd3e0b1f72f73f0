/**
 * The 64 permissions: the 63 names of the source document and one addition, `conversation_manage_participating`,
 * which completes view/manage × all/assigned/participating (a participant could otherwise read but never answer).
 */
export const PERMISSIONS_BY_CATEGORY = {
  conversations: [
    "conversation_view_all",
    "conversation_view_assigned",
    "conversation_view_participating",
    "conversation_manage_all",
    "conversation_manage_assigned",
    "conversation_manage_participating",
    "conversation_assign",
    "conversation_transfer",
    "conversation_resolve",
    "conversation_reopen",
    "conversation_private_notes",
    "conversation_export",
  ],
  contacts: [
    "contact_view",
    "contact_create",
    "contact_update",
    "contact_delete",
    "contact_merge",
    "contact_export",
    "contact_import",
    "contact_custom_attributes",
  ],
  team: [
    "team_view",
    "team_invite",
    "team_manage",
    "user_profile_update",
    "role_assign",
    "role_create",
    "role_manage",
  ],
  reporting: [
    "report_view",
    "report_advanced",
    "report_export",
    "report_custom",
    "analytics_view",
    "analytics_export",
  ],
  billing: [
    "billing_view",
    "billing_manage",
    "invoice_view",
    "invoice_download",
    "payment_methods",
    "subscription_manage",
    "usage_view",
  ],
  settings: [
    "settings_account",
    "settings_channels",
    "settings_integrations",
    "settings_webhooks",
    "settings_automation",
    "settings_security",
    "settings_advanced",
  ],
  knowledge: [
    "kb_view",
    "kb_article_create",
    "kb_article_edit",
    "kb_article_delete",
    "kb_category_manage",
    "kb_portal_manage",
    "kb_publish",
  ],
  channels: [
    "channel_view",
    "channel_create",
    "channel_configure",
    "channel_delete",
    "integration_manage",
    "webhook_manage",
  ],
  system: ["audit_log_view", "system_info_view", "feature_flags_view", "feature_flags_manage"],
} as const;

export type Permission = (typeof PERMISSIONS_BY_CATEGORY)[keyof typeof PERMISSIONS_BY_CATEGORY][number];
export const PERMISSIONS: readonly Permission[] = Object.values(PERMISSIONS_BY_CATEGORY).flat();

export type SystemRole = "owner" | "administrator" | "finance" | "agent" | "support";
export type Role = { key: string; level: number; colour: string; permissions: readonly Permission[] };

/** The five system roles with their levels; custom roles will live between 1 and 149. */
export const SYSTEM_ROLES: Record<SystemRole, Role> = {
  owner: { key: "owner", level: 150, colour: "#8127E8", permissions: PERMISSIONS },
  administrator: {
    key: "administrator",
    level: 100,
    colour: "#FF6600",
    permissions: PERMISSIONS.filter((p) => p !== "feature_flags_manage"),
  },
  finance: {
    key: "finance",
    level: 75,
    colour: "#10B981",
    permissions: [
      ...PERMISSIONS_BY_CATEGORY.billing,
      ...PERMISSIONS_BY_CATEGORY.reporting,
      "settings_account",
      "team_view",
      "user_profile_update",
    ],
  },
  agent: {
    key: "agent",
    level: 50,
    colour: "#3B82F6",
    permissions: [
      "conversation_view_assigned",
      "conversation_view_participating",
      "conversation_manage_assigned",
      "conversation_manage_participating",
      "conversation_resolve",
      "conversation_reopen",
      "conversation_private_notes",
      "contact_view",
      "contact_update",
      "contact_custom_attributes",
      "team_view",
      "user_profile_update",
      "report_view",
      "kb_view",
      "kb_article_create",
      "kb_article_edit",
      "channel_view",
    ],
  },
  support: {
    key: "support",
    level: 25,
    colour: "#8B5CF6",
    permissions: [
      "conversation_view_assigned",
      "conversation_manage_assigned",
      "conversation_resolve",
      "contact_view",
      "team_view",
      "user_profile_update",
      "report_view",
      "kb_view",
      "kb_article_create",
      "kb_article_edit",
      "channel_view",
    ],
  },
};

/** What holding one permission implies when it is checked; only explicit ones are stored (rbac.md 4.14). */
const IMPLIED: Partial<Record<Permission, readonly Permission[]>> = {
  conversation_manage_all: ["conversation_view_all"],
  conversation_manage_assigned: ["conversation_view_assigned"],
  conversation_manage_participating: ["conversation_view_participating"],
  conversation_export: ["conversation_view_assigned"],
  contact_create: ["contact_view"],
  contact_update: ["contact_view"],
  contact_delete: ["contact_view"],
  contact_merge: ["contact_view"],
  contact_export: ["contact_view"],
  contact_import: ["contact_view"],
  contact_custom_attributes: ["contact_view"],
  team_invite: ["team_view"],
  team_manage: ["team_view"],
  report_export: ["report_view"],
  report_advanced: ["report_view"],
  report_custom: ["report_view"],
  analytics_export: ["analytics_view"],
  billing_manage: ["billing_view"],
  subscription_manage: ["billing_view"],
  invoice_download: ["invoice_view"],
  kb_article_create: ["kb_view"],
  kb_article_edit: ["kb_view"],
  kb_article_delete: ["kb_view"],
  kb_category_manage: ["kb_view"],
  kb_portal_manage: ["kb_view"],
  kb_publish: ["kb_view"],
  channel_create: ["channel_view"],
  channel_configure: ["channel_view"],
  channel_delete: ["channel_view"],
  feature_flags_manage: ["feature_flags_view"],
};

export function isSystemRole(key: string): key is SystemRole {
  return Object.hasOwn(SYSTEM_ROLES, key);
}

function isPermission(name: string): name is Permission {
  return (PERMISSIONS as readonly string[]).includes(name);
}

/**
 * role ∪ granted − revoked, closed over implications. Revoke wins over grant and also over an implication;
 * `feature_flags_manage` cannot be granted. A primary owner cannot be revoked anything.
 */
export function effectivePermissions(member: {
  role: string;
  granted: readonly string[];
  revoked: readonly string[];
  isPrimaryOwner: boolean;
}): ReadonlySet<Permission> {
  const role = isSystemRole(member.role) ? SYSTEM_ROLES[member.role].permissions : [];
  const revoked = new Set(member.isPrimaryOwner ? [] : member.revoked);
  const held = new Set<Permission>();
  const granted = member.granted.filter(isPermission).filter((p) => p !== "feature_flags_manage");
  for (const permission of [...role, ...granted]) {
    if (revoked.has(permission)) continue;
    held.add(permission);
    for (const implied of IMPLIED[permission] ?? []) if (!revoked.has(implied)) held.add(implied);
  }
  return held;
}

export function roleLevel(role: string): number {
  return isSystemRole(role) ? SYSTEM_ROLES[role].level : 0;
}
