import React, { useState } from 'react';
import { Input } from '@grafana/ui';

export interface CommittedInputProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onCommit: (value: string) => void;
}

/** A text that takes effect on Enter or when it is left, not with every letter: each change asks the server. */
export function CommittedInput({ id, value, placeholder, onCommit }: CommittedInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== value) {
      onCommit(typed);
    }
    setTyped(null);
  };
  return (
    <Input
      id={id}
      value={typed ?? value}
      placeholder={placeholder}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          commit();
        }
      }}
    />
  );
}
