/** The mark: two frames that meet around a point. */
export function Logo() {
  return (
    <svg
      className="logo"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="currentColor"
      aria-hidden="true"
    >
      <path d="M0 1h11v4H4v4H0z" />
      <path d="M20 19H9v-4h7v-4h4z" />
      <path d="M0 11h4v8H0z" opacity="0" />
      <path d="M16 1h4v8h-4z" />
      <path d="M0 11h4v8H0z" />
      <path d="M8.5 8.5h3v3h-3z" />
    </svg>
  );
}
