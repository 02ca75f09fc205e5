import { useMemo } from 'react';

/**
 * An icon of lucide-static, imported where it is used:
 * `import inbox from 'lucide-static/icons/inbox.svg?raw'`, then `<Icon of={inbox} />`. Always beside
 * a word, or in a control with a label.
 */
export function Icon({ of, size = 16 }: { of: string; size?: 16 | 20 | 24 }) {
  const shapes = useMemo(
    () => of.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, ''),
    [of],
  );
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: shapes }}
    />
  );
}
