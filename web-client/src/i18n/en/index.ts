import type { Dictionary } from '../dictionary';
import { admin } from './admin';
import { common } from './common';
import { files } from './files';
import { requests } from './requests';
import { room } from './room';
import { shell } from './shell';
import { signIn } from './sign-in';

/** The same sentences in English; a missing one does not compile. */
export const en: Dictionary = {
  ...common,
  ...shell,
  ...signIn,
  ...requests,
  ...room,
  ...admin,
  ...files,
};
