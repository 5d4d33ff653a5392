import { text } from '../json-fields.ts';
import type { ResourceTypes } from '../template/resource-type.ts';
import type { EventsService } from './events-service.ts';

export const eventResources = (events: EventsService): ResourceTypes => ({
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    uses: ['Name'],
    ignores: ['DeadLetterConfig', 'Description', 'EventSourceName', 'KmsKeyIdentifier', 'LogConfig', 'Policy'],
    create: ({ name, properties }) => {
      const arn = events.defineBus(text(properties, 'Name'));
      return { ref: name, attributes: { Arn: arn, Name: name } };
    },
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    uses: ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets'],
    ignores: ['Description', 'RoleArn'],
    create: ({ name, properties }) => {
      const { arn } = events.defineRule(name, properties);
      return { ref: name, attributes: { Arn: arn } };
    },
  },
});
