import type { Dictionary } from '../dictionary';
import { admin } from './admin';
import { booking } from './booking';
import { common } from './common';
import { figures } from './figures';
import { files } from './files';
import { requests } from './requests';
import { room } from './room';
import { shell } from './shell';
import { signIn } from './sign-in';
import { urgencias } from './urgencias';

/** The same sentences in English; a missing one does not compile. */
export const en: Dictionary = {
  ...common,
  ...shell,
  ...signIn,
  ...requests,
  ...room,
  ...admin,
  ...files,
  ...figures,
  ...booking,
  ...urgencias,
};
