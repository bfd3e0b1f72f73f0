import { randomBytes, randomUUID } from "node:crypto";
import { createUser, prepareUser } from "../modules/accounts/users";
import { SignUp } from "../modules/tenants/schema";
import { openBusiness } from "../trpc/onboarding";
import type { Command } from "./main";
import { table, UsageError } from "./output";

type Row = {
  slug: string;
  name: string;
  plan: string;
  is_demo: boolean;
  created_at: Date;
  members: number;
  contacts: number;
  conversations: number;
};

const LIST = `select t.slug, t.name, t.plan, t.is_demo, t.created_at,
    (select count(*)::int4 from member m where m.tenant_id = t.id and m.deactivated_at is null) as members,
    (select count(*)::int4 from contact c where c.tenant_id = t.id) as contacts,
    (select count(*)::int4 from conversation v where v.tenant_id = t.id) as conversations
  from tenant t order by t.slug`;

export const listTenants: Command = async ({ runtime }) => {
  const { rows } = await runtime.db.pool.query<Row>(LIST);
  const cells = rows.map((row) => [
    row.slug,
    row.name,
    String(row.members),
    String(row.contacts),
    String(row.conversations),
    row.is_demo ? "demo" : row.plan,
  ]);
  return {
    json: rows.map(({ is_demo: isDemo, created_at: createdAt, ...row }) => ({ ...row, isDemo, createdAt })),
    lines: rows.length
      ? table([["address", "name", "members", "contacts", "conversations", "plan"], ...cells])
      : ["There is no business yet: npm run parley -- tenants create"],
  };
};

export const createTenantByHand: Command = async ({ runtime }, options) => {
  const { name, owner } = options;
  if (!name || !owner) {
    throw new UsageError(
      "Say whose: tenants create --name “Acme Ltd” --owner ann@acme.example [--owner-name Ann] [--password …]",
    );
  }
  const password = options.password ?? randomBytes(12).toString("base64url");
  const given = SignUp.safeParse({
    business: name,
    name: options["owner-name"] ?? owner.split("@")[0],
    email: owner,
    password,
  });
  if (!given.success) {
    throw new UsageError(
      given.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
    );
  }
  const { email, business } = given.data;
  const present = await runtime.db.prisma.user.findUnique({ where: { email }, select: { id: true } });
  const person = present ? null : await prepareUser(given.data);
  const tenant = await runtime.db.transaction(async (tx) => {
    const userId = present?.id ?? (await createUser(tx, person!)).id;
    return openBusiness(tx, { name: business, userId, traceId: randomUUID() });
  });
  const inbox = await runtime.db.prisma.inbox.findFirst({
    where: { tenantId: tenant.id },
    select: { publicId: true },
  });
  const isNewPassword = !present && !options.password;
  return {
    json: {
      id: tenant.id,
      slug: tenant.slug,
      name: tenant.name,
      owner: email,
      password: isNewPassword ? password : undefined,
      inbox: inbox?.publicId,
      url: `${runtime.appUrl}/t/${tenant.slug}/inbox`,
    },
    lines: [
      `${tenant.name} is at ${runtime.appUrl}/t/${tenant.slug}/inbox`,
      present ? `${email} had an account and is its owner now.` : `Its owner signs in as ${email}.`,
      ...(isNewPassword ? [`The password, shown only here: ${password}`] : []),
      `Its website inbox: ${inbox?.publicId}`,
    ],
  };
};
