/** Labelled fields of forms. */
import type { ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import { useId } from 'react';

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
