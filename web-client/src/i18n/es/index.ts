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

/** Every sentence of the page in Spanish, the language it was written in. */
export const es = {
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
