import React from 'react';
import { describe, expect, it, jest } from '@jest/globals';
import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TidemarkOptions, TidemarkSecureOptions } from '../types';
import ConfigEditor from './ConfigEditor';

type Settings = DataSourceSettings<TidemarkOptions, TidemarkSecureOptions>;

function renderEditor(change: Partial<Settings> = {}) {
  const onOptionsChange = jest.fn<(settings: Settings) => void>();
  render(
    <ConfigEditor
      options={{ url: '', jsonData: {}, secureJsonFields: {}, ...change } as Settings}
      onOptionsChange={onOptionsChange}
    />,
  );
  return { onOptionsChange, user: userEvent.setup() };
}

describe('ConfigEditor', () => {
  it('takes the address, without blanks around it', async () => {
    const { onOptionsChange, user } = renderEditor();

    await user.click(screen.getByRole('textbox', { name: /URL/ }));
    await user.paste(' http://tidemark:4319 ');

    expect(onOptionsChange).toHaveBeenLastCalledWith(expect.objectContaining({ url: 'http://tidemark:4319' }));
  });

  it('says at once what is wrong with an address', () => {
    renderEditor({ url: 'http://tidemark:4318' });

    expect(screen.getByRole('alert')).toHaveTextContent('Port 4318 takes telemetry in');
  });

  it.each([
    ['Token for everybody', 'token'],
    ['Token for editors', 'writeToken'],
    ['Token for administrators', 'adminToken'],
  ])('keeps the %s where secrets are kept', async (label, key) => {
    const { onOptionsChange, user } = renderEditor();

    await user.click(screen.getByLabelText(new RegExp(label)));
    await user.paste('s3cret');

    const [settings] = onOptionsChange.mock.lastCall ?? [];
    expect(settings?.secureJsonData).toEqual({ [key]: 's3cret' });
    expect(JSON.stringify(settings?.jsonData)).not.toContain('s3cret');
  });

  it('forgets a token', async () => {
    const { onOptionsChange, user } = renderEditor({ secureJsonFields: { token: true } });

    await user.click(screen.getByRole('button', { name: 'Reset' }));

    expect(onOptionsChange).toHaveBeenLastCalledWith(
      expect.objectContaining({ secureJsonFields: { token: false }, secureJsonData: { token: '' } }),
    );
  });
});
