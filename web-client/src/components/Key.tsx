/** The name of a key, drawn as one. Not read aloud: the control's own words say what it does. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="key" aria-hidden="true">
      {children}
    </kbd>
  );
}
