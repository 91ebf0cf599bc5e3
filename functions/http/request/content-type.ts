import { excerpt } from '../../shared/excerpt.ts';

/** Returns the `content-type` header, or an empty string. */
export function getContentType({ headers }: Request): string {
  return headers.get('content-type') ?? '';
}

/** Whether a content type is that of a multipart form. */
export function isForm(type: string): boolean {
  return /^\s*multipart\/form-data\b/i.test(type);
}

/** Whether a content type is JSON's. */
export function isJson(type: string): boolean {
  return /^\s*application\/([\w.-]+\+)?json\b/i.test(type);
}

/** Names a content type in a message, without its parameters. */
export function describeContentType(type: string): string {
  return type === '' ? 'a body without content type' : excerpt(type.split(';')[0] ?? '', 100);
}
