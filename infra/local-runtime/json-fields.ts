import { type Json, type JsonObject, ServiceError } from './service.ts';

/** Typed reading of the members of a request or of a template's properties; what is missing or wrong is said by name. */
const wrong = (key: string, expected: string, got: Json | undefined) =>
  new ServiceError('ValidationException', `${key}: expected ${expected}, got ${JSON.stringify(got) ?? 'nothing'}`);

export function text(from: JsonObject, key: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw wrong(key, 'a string', value);
  return value;
}

export function optionalText(from: JsonObject, key: string): string | undefined {
  return from[key] === undefined || from[key] === null ? undefined : text(from, key);
}

/** A number; templates also write numbers as strings. */
export function optionalNumber(from: JsonObject, key: string): number | undefined {
  const value = from[key];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw wrong(key, 'a number', value);
  return number;
}

/** True only for `true` and, as templates write it, `"true"`. */
export function flag(from: JsonObject, key: string): boolean {
  return from[key] === true || from[key] === 'true';
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under the key, or an empty one. */
export function object(from: JsonObject, key: string): JsonObject {
  return optionalObject(from, key) ?? {};
}

export function optionalObject(from: JsonObject, key: string): JsonObject | undefined {
  const value = from[key];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw wrong(key, 'an object', value);
  return value;
}

/** The list under the key, or an empty one. */
export function list(from: JsonObject, key: string): Json[] {
  const value = from[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrong(key, 'a list', value);
  return value;
}

export function objects(from: JsonObject, key: string): JsonObject[] {
  return list(from, key).map((value) => {
    if (!isObject(value)) throw wrong(key, 'a list of objects', value);
    return value;
  });
}

export function texts(from: JsonObject, key: string): string[] {
  return list(from, key).map((value) => {
    if (typeof value !== 'string') throw wrong(key, 'a list of strings', value);
    return value;
  });
}

/** An object whose values are all strings (environment variables, tags, headers). */
export function textMap(from: JsonObject, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(object(from, key)).map(([name, value]) => [name, String(value)]));
}

/** The value that a text holds, or the text itself if it holds none. */
export function jsonOrText(written: string): Json {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
