import { NotFound } from './Nothing';

/** Stands in for a page whose file is missing. */
export default NotFound;
