import { notFound, ScimError } from '../errors/scim-error.ts';
import { type Methods, type Route, routes } from '../routes.ts';
import type { ScimHandler } from './scim-call.ts';

/** A path below the SCIM root, taken apart: `/Users/42?…` is the route `Users` and the id `42`. */
export interface Location {
  readonly route: Route | undefined;
  readonly methods: Methods | undefined;
  readonly id: string;
  /** Whether a POST here only asks. */
  readonly isSearch?: boolean;
}

/** Endpoint names match in any case and with or without a slash at the end. */
export function locate(path: string): Location {
  const [, name = '', rawId = '', ...more] = path.split('/', 5);
  const route = routes.get(name.toLowerCase());
  const isDeeper = more.some((segment) => segment !== '');
  if (!route || isDeeper) return { route, methods: undefined, id: '' };
  const isSearch = (rawId === '' ? name : rawId).toLowerCase() === '.search';
  if (isSearch && route.search) return { route, methods: route.search, id: '', isSearch };
  if (rawId === '') return { route, methods: route.collection, id: '' };
  return { route, methods: route.item, id: decode(rawId) };
}

/**
 * HEAD is a GET whose body Node leaves out (RFC 9110 §9.3.2).
 * @throws ScimError 404 for an unknown path; 405 with `Allow` for a method the endpoint does not know
 */
export function findHandler({ methods }: Location, method: string): ScimHandler {
  if (!methods) throw notFound('There is no such endpoint');
  const name = method === 'HEAD' ? 'GET' : method;
  if (Object.hasOwn(methods, name) && methods[name]) return methods[name];
  const allow = Object.keys(methods)
    .flatMap((known) => (known === 'GET' ? ['GET', 'HEAD'] : known))
    .join(', ');
  throw new ScimError(405, undefined, `This endpoint knows ${allow} only`, { allow });
}

/** What cannot be decoded names nothing that exists. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
