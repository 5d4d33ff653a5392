import type * as z from 'zod';

/** Thrown at cold start when a function's environment is not what its model says. */
export class EnvironmentInvalid extends Error {
  override readonly name = 'EnvironmentInvalid';
}

/** The function's environment, parsed before its body runs. @throws EnvironmentInvalid naming each variable */
export function readEnv<Model extends z.ZodType>(model: Model): z.infer<Model> {
  const parsed = model.safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new EnvironmentInvalid(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
}
