/** The mark: two frames that meet around a point. */
export function Logo() {
  return (
    <svg
      className="logo"
      width="20"
      height="18"
      viewBox="0 0 20 18"
      fill="currentColor"
      aria-hidden="true"
    >
      <path d="M0 0h13v4H4v8H0z" />
      <path d="M20 18H7v-4h9V6h4z" />
      <path d="M8 7h4v4H8z" />
    </svg>
  );
}
