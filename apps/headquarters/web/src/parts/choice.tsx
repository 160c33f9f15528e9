import { NativeSelect } from '@mantine/core';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What the empty choice says; absent where something must be chosen. */
  readonly any?: string;
  readonly onChoose: (value: string) => void;
}

export function Choice({ label, value, options, any, onChoose }: ChoiceProps) {
  const data = [...(any === undefined ? [] : [{ value: '', label: any }]), ...options];
  return <NativeSelect label={label} value={value} data={data} onChange={(event) => onChoose(event.currentTarget.value)} />;
}
