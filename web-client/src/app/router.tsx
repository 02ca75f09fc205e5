import {
  createContext,
  useContext,
  useMemo,
  useSyncExternalStore,
  type AnchorHTMLAttributes,
  type MouseEvent,
} from 'react';

/** The values of a route's `:names`. */
export type Params = Record<string, string>;

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

function here(): string {
  return window.location.pathname + window.location.search;
}

/** Goes to a page of ours. `replace` leaves no way back to the one before. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === here()) return;
  if (options.replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  for (const listener of listeners) listener();
}

/** Path and query of the page shown; changes draw the component again. */
export function useLocation(): { path: string; query: URLSearchParams } {
  const location = useSyncExternalStore(subscribe, here);
  return useMemo(() => {
    const [path = '/', query = ''] = location.split('?');
    return { path, query: new URLSearchParams(query) };
  }, [location]);
}

/** The values of `pattern`'s names in `path`, or nothing when it is another path. */
export function match(pattern: string, path: string): Params | undefined {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const params: Params = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** Holds the parameters of the route shown. */
export const ParamsContext = createContext<Params>({});

/** The values of the route's names; a name that the route lacks is a mistake of the programmer. */
export function useParams(): Params {
  return useContext(ParamsContext);
}

/** A link to a page of ours: an anchor that does not load the application again. */
export function Link({
  to,
  replace,
  onClick,
  ...rest
}: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; replace?: boolean }) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const other = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || other || rest.target) return;
    event.preventDefault();
    navigate(to, { replace });
  }
  return <a {...rest} href={to} onClick={follow} />;
}
