import type { Clock } from '../clock.ts';
import type { Json } from '../service.ts';

type RecordedFunction = (event: Json, clock: Clock) => Json | Promise<Json>;

const MINUTE = 60_000;

/** The functions that were deployed for the recordings, by what they do. */
const FUNCTIONS: Readonly<Record<string, RecordedFunction>> = {
  id_function: (event) => event,
  echo_function: () => ({ Return: 'HelloWorld' }),
  return_bytes_str: () => 'HelloWorld!',
  return_decorated_input: (event) => `input-event-${pythonText(event)}`,
  large_output_string: () => 'a'.repeat(257 * 1024),
  raise_exception: () => fail('Exception', 'Some exception was raised.'),
  raise_custom_exception: () => fail('CustomException', ''),
  wait_60_seconds: async (event, clock) => {
    await clock.sleep(MINUTE);
    return event;
  },
};

export class UnknownFunction extends Error {
  constructor(name: string) {
    super(`The recording names a function that the replay does not know: ${name}`);
    this.name = 'UnknownFunction';
  }
}

export function recordedFunction(behaviour: string): RecordedFunction {
  const known = FUNCTIONS[behaviour];
  if (!known) throw new UnknownFunction(behaviour);
  return known;
}

function fail(errorType: string, errorMessage: string): never {
  throw Object.assign(new Error(errorMessage), { name: errorType, payload: { errorMessage, errorType } });
}

/** `str(value)` of Python, in which the recorded functions are written. */
function pythonText(value: Json, inside = false): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return inside ? `'${value}'` : value;
  if (Array.isArray(value)) return `[${value.map((item) => pythonText(item, true)).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).map(([name, member]) => `'${name}': ${pythonText(member ?? null, true)}`);
  return `{${members.join(', ')}}`;
}
