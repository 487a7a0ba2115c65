/** Labelled fields of forms. */
import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import { useId } from 'react';
import './field.css';

export function Field({
  label,
  value,
  onChange,
  description,
  required = false,
  autoFocus = false,
  maxLength,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
}) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isRequired={required}
      autoFocus={autoFocus}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label>{label}</Label>
      <Input />
      {description && (
        <Text slot="description" className="hint">
          {description}
        </Text>
      )}
    </TextField>
  );
}

/** The platform's own select: it is the most accessible one, on a phone above all. */
export function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
  description,
}: {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly description?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={description ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {description && (
        <span id={`${id}-hint`} className="hint">
          {description}
        </span>
      )}
    </div>
  );
}

/** A field of several lines. */
export function LongField({
  label,
  value,
  onChange,
  description,
  required = false,
  autoFocus = false,
  maxLength,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
}) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isRequired={required}
      autoFocus={autoFocus}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label>{label}</Label>
      <TextArea rows={3} />
      {description && (
        <Text slot="description" className="hint">
          {description}
        </Text>
      )}
    </TextField>
  );
}

/** One of a few, each with what it means; the platform's own radio buttons. */
export function Radios<T extends string>({
  label,
  value,
  onChange,
  options,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
}) {
  const id = useId();
  return (
    <fieldset className="field radios">
      <legend>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="radio">
          <input
            type="radio"
            id={`${id}-${option.value}`}
            name={id}
            checked={value === option.value}
            aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
            onChange={() => onChange(option.value)}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
          {option.hint && (
            <span id={`${id}-${option.value}-hint`} className="hint">
              {option.hint}
            </span>
          )}
        </div>
      ))}
    </fieldset>
  );
}

/** Any of a list. */
export function Checks({
  label,
  values,
  onChange,
  options,
  description,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly description?: string;
}) {
  const id = useId();
  return (
    <fieldset className="field checks-list" aria-describedby={description ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {description && (
        <span id={`${id}-hint`} className="hint">
          {description}
        </span>
      )}
      <div className="checks-scroll">
        {options.map((option) => (
          <label key={option.value} className="check-line">
            <input
              type="checkbox"
              checked={values.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...values, option.value]
                    : values.filter((value) => value !== option.value),
                )
              }
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** An instant, given in the reader's own zone. `value` is RFC 3339 in UTC, or empty. */
export function InstantField({
  label,
  value,
  onChange,
  description,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        value={value === '' ? '' : localInput(value)}
        required
        aria-describedby={description ? `${id}-hint` : undefined}
        onChange={(event) => {
          const at = new Date(event.target.value);
          onChange(Number.isNaN(at.getTime()) ? '' : at.toISOString());
        }}
      />
      {description && (
        <span id={`${id}-hint`} className="hint">
          {description}
        </span>
      )}
    </div>
  );
}

function localInput(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
