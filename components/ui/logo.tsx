/** The mark: a P whose bowl holds an orange dot. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Parley">
      <rect width="32" height="32" rx="9" fill="#8127e8" />
      <path
        d="M10.8 25.6V15a6.2 6.2 0 1 1 6.4 6.2"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="17" cy="15" r="2.2" fill="#ff6600" />
    </svg>
  );
}
