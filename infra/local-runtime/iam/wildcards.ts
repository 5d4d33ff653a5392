/** Tells whether a text fits a pattern of a policy. */
export type Fits = (text: string) => boolean;

/** An action with `*` and `?`; upper and lower case are the same, as IAM has it. */
export function actionPattern(pattern: string): Fits {
  const fits = textPattern(pattern.toLowerCase());
  return (action) => fits(action.toLowerCase());
}

/** `*` and `?` in a whole text. */
export function textPattern(pattern: string): Fits {
  if (!hasWildcard(pattern)) return (text) => text === pattern;
  const expression = new RegExp(`^${glob(pattern, '.')}$`);
  return (text) => expression.test(text);
}

/** An ARN with `*` and `?`, which reach over colons in its last part only; undefined if it is none, nor `*`. */
export function arnPattern(pattern: string): Fits | undefined {
  if (pattern === '*') return () => true;
  const parts = pattern.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return undefined;
  if (!hasWildcard(pattern)) return (arn) => arn === pattern;
  const head = parts.slice(0, 5).map((part) => glob(part, '[^:]'));
  const expression = new RegExp(`^${head.join(':')}:${glob(parts.slice(5).join(':'), '.')}$`);
  return (arn) => expression.test(arn);
}

const hasWildcard = (pattern: string) => /[*?]/.test(pattern);

const glob = (pattern: string, any: string) =>
  pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('?', any)
    .replaceAll('*', `${any}*`);
