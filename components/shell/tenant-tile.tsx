/** The first letter of a business on its green tile; the dot says that something is unread there. */
export function TenantTile({ name, isUnread }: { name: string; isUnread?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className="relative grid size-5.5 shrink-0 place-items-center rounded-6 bg-success-800 font-semibold text-caption text-white"
    >
      {[...name][0]?.toUpperCase()}
      {isUnread ? (
        <span className="absolute -top-1 -right-1 size-2.5 rounded-full border-2 border-canvas bg-accent-mark" />
      ) : null}
    </span>
  );
}
