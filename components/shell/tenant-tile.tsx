/** The first letter of a business on its green tile. */
export function TenantTile({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-5.5 shrink-0 place-items-center rounded-6 bg-success-800 font-semibold text-caption text-white"
    >
      {[...name][0]?.toLocaleUpperCase("en-GB")}
    </span>
  );
}
