let shown = new Map<string, Notification>();

/** Whether the browser can tell of an emergency outside of this page. */
export function canTellOutside(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Whether the person may still be asked for it. */
export function mayAskToTellOutside(): boolean {
  return 'Notification' in window && Notification.permission === 'default';
}

export function askToTellOutside(): Promise<NotificationPermission> {
  return Notification.requestPermission();
}

/** Tells of an emergency outside of the page: which specialty and which hospital, nobody's name. */
export function tellOutside(request: string, title: string, body: string): void {
  if (!canTellOutside() || shown.has(request)) return;
  const notification = new Notification(title, { body, tag: request, requireInteraction: true });
  notification.onclick = () => {
    window.focus();
    notification.close();
  };
  shown.set(request, notification);
}

/** Takes back what no longer rings. */
export function takeBack(stillRinging: readonly string[]): void {
  for (const [request, notification] of shown) {
    if (!stillRinging.includes(request)) {
      notification.close();
      shown.delete(request);
    }
  }
}

/** For whoever signs out. */
export function takeAllBack(): void {
  takeBack([]);
  shown = new Map();
}
