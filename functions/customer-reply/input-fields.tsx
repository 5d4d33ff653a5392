import type { InputField } from '#functions/exception-types/exception-type.ts';
import type { PageWords } from './page-words.ts';
import type { Problem } from './problem.ts';
import { inputField, missing, tooLong } from './reply-form.ts';
import type { OpenQuestion } from './standing.ts';

interface Props {
  readonly question: OpenQuestion;
  /** The fields of one choice. */
  readonly names: readonly string[];
  readonly values: ReadonlyMap<string, string> | undefined;
  readonly problem: Problem | undefined;
  readonly said: PageWords;
}

export const inputId = (name: string) => `input-${name}`;

/** The fields that a choice is filled in by, each with its label, and what is wrong with it right above it. */
export function InputFields({ question, names, values, problem, said }: Props) {
  const fields = question.inputs.filter(({ name }) => names.includes(name));
  return (
    <div class="inputs">
      {fields.map((field) => {
        const why = fieldProblem(field, problem, question, said);
        return field.type === 'checkbox' ? (
          <Checkbox field={field} label={labelOf(question, field.name)} checked={values?.get(field.name) === 'yes'} />
        ) : (
          <TextField
            field={field}
            label={labelOf(question, field.name)}
            value={values ? (values.get(field.name) ?? '') : field.value}
            why={why}
          />
        );
      })}
    </div>
  );
}

export const labelOf = ({ type, language }: OpenQuestion, name: string): string =>
  type.messages[language].field?.(name) ?? name;

/** What is wrong with a field, in a sentence; nothing = it is well. */
export function fieldProblem(
  { name, maxLength }: InputField,
  problem: Problem | undefined,
  { type, language }: OpenQuestion,
  said: PageWords,
): string | undefined {
  const code = problem?.detail.fields?.[name];
  if (code === undefined) return undefined;
  if (code === missing) return said.missing;
  if (code === tooLong) return said.tooLongField(maxLength);
  return type.messages[language].fieldProblem?.(name, code) ?? code;
}

interface TextFieldProps {
  readonly field: InputField;
  readonly label: string;
  readonly value: string;
  readonly why: string | undefined;
}

function TextField({ field: { name, type, autocomplete, required, maxLength }, label, value, why }: TextFieldProps) {
  const id = inputId(name);
  return (
    <>
      <label class="field" for={id}>
        {label}
      </label>
      {why && (
        <p class="why" id={`${id}-why`}>
          {why}
        </p>
      )}
      <input
        class={why ? 'value wrong' : 'value'}
        type={type}
        id={id}
        name={inputField(name)}
        value={value}
        autocomplete={autocomplete}
        maxlength={maxLength}
        aria-required={required ? 'true' : undefined}
        aria-invalid={why ? 'true' : undefined}
        aria-describedby={why ? `${id}-why` : undefined}
      />
    </>
  );
}

function Checkbox({ field: { name }, label, checked }: { field: InputField; label: string; checked: boolean }) {
  return (
    <label class="option">
      <input type="checkbox" id={inputId(name)} name={inputField(name)} value="yes" checked={checked} />
      <span>{label}</span>
    </label>
  );
}
