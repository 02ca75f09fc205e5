import { api, call } from '../api/client';
import type { Language } from '../i18n/dictionary';
import { languageNow, showLanguage } from '../i18n/language';
import { sessionStore, type Session } from './session';

let chosenBeforeSignIn = false;

/** The person chose a language: shown now, and kept for all their pages once they are signed in. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  if (sessionStore.get().phase !== 'signed-in') {
    chosenBeforeSignIn = true;
    return;
  }
  await call(api.PUT('/api/session/language', { body: { language } }));
  // The names that came with the session, such as one's specialty, come anew in this language.
  sessionStore.signedIn(await call(api.GET('/api/session')));
}

/** Somebody signed in: the page is shown in their language, or keeps the one they just chose. */
export async function enter(session: Session): Promise<void> {
  if (chosenBeforeSignIn && session.language !== languageNow()) {
    sessionStore.signedIn(session);
    chosenBeforeSignIn = false;
    await chooseLanguage(languageNow()).catch(() => undefined);
    return;
  }
  await showLanguage(session.language);
  sessionStore.signedIn(session);
}

/** Ends the session, here and on the server. */
export async function leave(): Promise<void> {
  await call(api.DELETE('/api/session'));
  sessionStore.signedOut();
}
