// One door to Temporal: browsers get it one by one, and until then this is the polyfill.
export { Temporal } from 'temporal-polyfill';
