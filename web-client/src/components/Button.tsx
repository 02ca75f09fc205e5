import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button';
import { Link } from '../app/router';
import { Icon } from './Icon';
import { Key } from './Key';

/** How a button looks: one `primary` a page. `danger` ends a call or a person's access. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-outline';

interface Looks {
  look?: ButtonLook;
  size?: 'sm' | 'md' | 'lg';
  /** SVG text of the icon before the words. */
  icon?: string;
  /** Key that does the same, shown after the words. */
  keys?: string;
  wide?: boolean;
  children?: ReactNode;
}

function classes({ look = 'secondary', size = 'md', wide }: Looks): string {
  return ['button', `button-${look}`, `button-${size}`, wide && 'button-wide']
    .filter(Boolean)
    .join(' ');
}

function Content({ icon, keys, children }: Looks) {
  return (
    <>
      {icon && <Icon of={icon} />}
      {children}
      {keys && <Key>{keys}</Key>}
    </>
  );
}

/**
 * A button. While `isPending` it keeps its place and focus and takes no press. React Aria's own
 * pending state is not used: what it announces outlives the button and is then without a name.
 */
export function Button({
  look,
  size,
  icon,
  keys,
  wide,
  children,
  isPending = false,
  type,
  onPress,
  ...rest
}: Looks & Omit<AriaProps, 'children' | 'className' | 'style'> & { ref?: Ref<HTMLButtonElement> }) {
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { 'data-pending': true, 'aria-busy': true } : {})}
      type={isPending ? 'button' : type}
      onPress={isPending ? undefined : onPress}
      className={classes({ look, size, wide })}
    >
      <Content icon={icon} keys={keys}>
        {children}
      </Content>
    </AriaButton>
  );
}

/** A link to a page of ours that looks like a button. */
export function ButtonLink({
  to,
  replace,
  label,
  ...looks
}: Looks & { to: string; replace?: boolean; label?: string }) {
  return (
    <Link to={to} replace={replace} className={classes(looks)} aria-label={label}>
      <Content icon={looks.icon} keys={looks.keys}>
        {looks.children}
      </Content>
    </Link>
  );
}

/** A button that is only an icon: close, phone. The label is read aloud and shown as a tip. */
export function IconButton({
  icon,
  label,
  iconSize = 20,
  ...rest
}: {
  icon: string;
  label: string;
  iconSize?: 16 | 20;
  ref?: Ref<HTMLButtonElement>;
} & Omit<AriaProps, 'children' | 'className' | 'style'>) {
  return (
    <AriaButton {...rest} aria-label={label} className="icon-button">
      <Icon of={icon} size={iconSize} />
    </AriaButton>
  );
}
