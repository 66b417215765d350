import React, { useState, type FormEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Field, Input, useStyles2 } from '@grafana/ui';

export interface TokenFormProps {
  readonly onToken: (token: string) => void;
}

/** Asks for an access token, where Tidemark is configured to want one. */
export function TokenForm({ onToken }: TokenFormProps) {
  const styles = useStyles2(getStyles);
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') {
      onToken(token.trim());
    }
  };
  return (
    <Alert severity="info" title="This Tidemark asks for an access token">
      <form className={styles.form} onSubmit={submit}>
        <Field
          label="Token"
          description="One of auth.tokens in its configuration, with the scope read; write to give verdicts. It is kept in this tab alone."
          htmlFor="tidemark-token"
        >
          <Input
            id="tidemark-token"
            type="password"
            autoComplete="off"
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" disabled={token.trim() === ''}>
          Connect
        </Button>
      </form>
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ maxWidth: theme.spacing(70), marginTop: theme.spacing(1) }),
});
