import { compilePattern } from '../events/pattern.ts';
import { flag, isObject, object, objects, optionalNumber, optionalText, text, texts } from '../json-fields.ts';
import type { Json, JsonObject } from '../service.ts';
import { TemplateError } from '../template/intrinsics.ts';

/** An event source mapping as the template declares it. */
export interface MappingRules {
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** Undefined: for ever. */
  readonly retries: number | undefined;
  /** Undefined: as long as the stream keeps it. */
  readonly maximumAgeMs: number | undefined;
  readonly onFailureArn: string | undefined;
  readonly lanes: number;
  readonly concurrency: number;
  accepts(record: JsonObject): boolean;
}

export function readMapping(properties: JsonObject): MappingRules {
  const sourceArn = text(properties, 'EventSourceArn');
  const fromQueue = sourceArn.split(':')[2] === 'sqs';
  const age = optionalNumber(properties, 'MaximumRecordAgeInSeconds') ?? -1;
  const retries = optionalNumber(properties, 'MaximumRetryAttempts') ?? -1;
  return {
    functionArn: text(properties, 'FunctionName'),
    sourceArn,
    batchSize: optionalNumber(properties, 'BatchSize') ?? (fromQueue ? 10 : 100),
    windowMs: (optionalNumber(properties, 'MaximumBatchingWindowInSeconds') ?? 0) * 1000,
    reportsItemFailures: texts(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    bisects: flag(properties, 'BisectBatchOnFunctionError'),
    retries: retries < 0 ? undefined : retries,
    maximumAgeMs: age < 0 ? undefined : age * 1000,
    onFailureArn: optionalText(object(object(properties, 'DestinationConfig'), 'OnFailure'), 'Destination'),
    lanes: optionalNumber(properties, 'ParallelizationFactor') ?? 1,
    concurrency: optionalNumber(object(properties, 'ScalingConfig'), 'MaximumConcurrency') ?? 5,
    accepts: filterOf(objects(object(properties, 'FilterCriteria'), 'Filters')),
  };
}

/** True for a record that any of the filters matches, or for all if there is none. */
function filterOf(filters: readonly JsonObject[]): (record: JsonObject) => boolean {
  const patterns = filters.map((filter) => {
    const pattern: Json = JSON.parse(text(filter, 'Pattern'));
    if (!isObject(pattern)) throw new TemplateError(`a filter must be an object, got ${JSON.stringify(pattern)}`);
    return compilePattern(pattern);
  });
  return (record) => patterns.length === 0 || patterns.some((matches) => matches(record));
}
