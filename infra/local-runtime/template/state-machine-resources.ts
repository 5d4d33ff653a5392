import { readFileSync } from 'node:fs';
import type { AccessControl } from '../iam/access-control.ts';
import { object, optionalObject, optionalText, text } from '../json-fields.ts';
import { arnOf, type Site } from '../site.ts';
import type { StatesService } from '../states/service.ts';
import { TemplateError } from './intrinsics.ts';
import type { ResourceDeclaration, ResourceTypes } from './resource-type.ts';

export const stateMachineResources = (
  states: StatesService,
  { site, access }: { site: Site; access: AccessControl },
): ResourceTypes => ({
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    uses: [
      'Definition',
      'DefinitionS3Location',
      'DefinitionString',
      'DefinitionSubstitutions',
      'RoleArn',
      'StateMachineName',
      'StateMachineType',
    ],
    ignores: ['EncryptionConfiguration', 'LoggingConfiguration', 'TracingConfiguration'],
    create: (resource) => {
      const { stack, name, logicalId, properties } = resource;
      if ((optionalText(properties, 'StateMachineType') ?? 'STANDARD') !== 'STANDARD') {
        throw new TemplateError(`${logicalId}: only state machines of type STANDARD are emulated`);
      }
      const arn = arnOf(site, 'states', `stateMachine:${name}`);
      const roleArn = text(properties, 'RoleArn');
      states.define({ name, arn, roleArn, definition: substituted(definitionText(resource), resource) });
      access.assume(arn, { roleArn, sessionName: name, where: `${stack}/${logicalId}` });
      return { ref: arn, attributes: { Arn: arn, Name: name } };
    },
  },
});

function definitionText({ properties, asset, logicalId }: ResourceDeclaration): string {
  const inline = optionalText(properties, 'DefinitionString');
  if (inline !== undefined) return inline;
  const definition = optionalObject(properties, 'Definition');
  if (definition) return JSON.stringify(definition);
  const location = optionalObject(properties, 'DefinitionS3Location');
  if (location) return readFileSync(asset(text(location, 'Key')), 'utf8');
  throw new TemplateError(`${logicalId}: a state machine needs a definition`);
}

/** Puts the substitutions in the place of `${Name}`; a name that nothing fills is an error. */
function substituted(definition: string, { properties, logicalId }: ResourceDeclaration): string {
  const substitutions = object(properties, 'DefinitionSubstitutions');
  return definition.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const found = substitutions[name];
    if (found !== undefined) return JSON.stringify(String(found)).slice(1, -1);
    throw new TemplateError(`${logicalId}: the definition names \${${name}}, which nothing fills`);
  });
}
