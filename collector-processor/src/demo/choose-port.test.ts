import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { choosePort } from './choose-port.ts';

describe('choosePort', () => {
  it('takes the wanted port while it is free, and another when it is not', async () => {
    const { port } = await choosePort(0, '127.0.0.1');
    expect(await choosePort(port, '127.0.0.1')).toEqual({ port, asWanted: true });

    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const held = (holder.address() as AddressInfo).port;
    const other = await choosePort(held, '127.0.0.1');
    expect(other.asWanted).toBe(false);
    expect(other.port).not.toBe(held);
    await new Promise((resolve) => holder.close(resolve));
  });
});
