import React from 'react';
import { InlineField, Input } from '@grafana/ui';

export interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly labelWidth?: number;
  readonly tooltip: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onCommit: (value: number) => void;
}

/** A whole number within bounds, which takes effect when it is left. */
export function NumberField({ id, label, labelWidth, tooltip, value, min, max, onCommit }: NumberFieldProps) {
  return (
    <InlineField label={label} labelWidth={labelWidth} htmlFor={id} tooltip={tooltip}>
      <Input
        id={id}
        type="number"
        min={min}
        max={max}
        width={12}
        defaultValue={value}
        onBlur={(event) => onCommit(bounded(event.currentTarget.valueAsNumber, min, max))}
      />
    </InlineField>
  );
}

function bounded(value: number, min: number, max: number): number {
  return Number.isFinite(value) ? Math.min(max, Math.max(min, Math.round(value))) : min;
}
