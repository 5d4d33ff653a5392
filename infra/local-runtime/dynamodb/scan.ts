import type { JsonObject } from '../service.ts';
import { validationError } from './errors.ts';
import { type PageRequest, readPage, sourceOf, startOf } from './page.ts';
import { parseRequest } from './request.ts';
import type { KeyRange } from './sorted-entries.ts';
import type { Store } from './store.ts';

interface ScanRequest extends PageRequest {
  Segment?: number;
  TotalSegments?: number;
  ScanFilter?: object;
}

export function scan(store: Store, input: JsonObject): object {
  const request = parseRequest<ScanRequest>('Scan', input, store);
  const source = sourceOf(request, store.table(request.TableName));
  const segment = segmentRange(request);
  if (!request.ExclusiveStartKey) {
    return readPage(request, source, { range: segment, falling: false, legacyFilter: request.ScanFilter });
  }
  const start = startOf(request.ExclusiveStartKey, source);
  const { gte = '', lt } = segment;
  if (start < gte || (lt !== undefined && start >= lt)) {
    throw validationError(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct ' +
        `Segment. TotalSegments: ${request.TotalSegments} Segment: ${request.Segment}`,
    );
  }
  const range = { gt: start, ...(lt !== undefined && { lt }) };
  return readPage(request, source, { range, falling: false, legacyFilter: request.ScanFilter });
}

/** A segment is a part of the first three hexadecimal digits with which every encoded key starts. */
function segmentRange({ Segment = 0, TotalSegments = 1 }: ScanRequest): KeyRange {
  const bound = (segment: number) =>
    Math.ceil((4096 * segment) / TotalSegments)
      .toString(16)
      .padStart(3, '0');
  return {
    ...(Segment > 0 && { gte: bound(Segment) }),
    ...(Segment + 1 < TotalSegments && { lt: bound(Segment + 1) }),
  };
}
