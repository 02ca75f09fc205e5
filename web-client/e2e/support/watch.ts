import type { BrowserContext, Page } from '@playwright/test';

/**
 * Collects what must never happen on any page: a request to anywhere but our own server, a violation
 * of the content security policy, an error on the console, an uncaught exception. Tests that break
 * something on purpose say which of these they expect.
 */
export class Watch {
  readonly troubles: string[] = [];
  // The sign-in page asks who is signed in and for sample accounts; a plain "nobody" and "none" are
  // answers with a status that the browser writes down by itself.
  private readonly allowed: RegExp[] = [
    /status of 401 .*\/api\/session\)$/,
    /status of 404 .*\/api\/sample-accounts\)$/,
  ];

  constructor(
    context: BrowserContext,
    private readonly address: string,
  ) {
    context.on('page', (page) => this.follow(page));
    context.on('request', (request) => {
      const url = request.url();
      if (!this.isOurs(url)) this.report(`outside request: ${url}`);
    });
  }

  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  private follow(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.report(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.report(`exception: ${error.stack ?? error.message}`));
    page.on('websocket', (socket) => {
      if (!this.isOurs(socket.url().replace(/^ws/, 'http'))) {
        this.report(`outside socket: ${socket.url()}`);
      }
    });
    page.on('crash', () => this.report('the page crashed'));
  }

  private isOurs(url: string): boolean {
    return /^(blob:|data:|about:|chrome)/.test(url) || url.startsWith(`${this.address}/`);
  }

  private report(trouble: string): void {
    this.troubles.push(trouble);
  }

  /** What happened that no test allowed. */
  unexpected(): string[] {
    return this.troubles.filter(
      (trouble) => !this.allowed.some((pattern) => pattern.test(trouble)),
    );
  }
}
