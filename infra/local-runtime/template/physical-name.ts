/** The longest physical name that every service accepts (a Lambda function's). */
const longest = 64;

/** A stable name for a resource without a declared one: readable, unique in the assembly, no chance in it. */
export function physicalName(stack: string, logicalId: string, suffix = ''): string {
  const whole = `${stack}-${logicalId}`;
  const room = longest - suffix.length;
  return (whole.length <= room ? whole : `${stack.slice(0, room - 41)}-${logicalId.slice(-40)}`) + suffix;
}
