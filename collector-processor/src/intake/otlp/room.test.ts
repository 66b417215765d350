import { describe, expect, it } from '@jest/globals';
import { createRoom } from './room.ts';

describe('createRoom', () => {
  it('has places for so many requests, and theirs again when they leave', () => {
    const room = createRoom({ maxRequests: 2, maxBytes: 100 });
    const first = room.enter()!;
    expect(room.enter()).not.toBeNull();
    expect(room.enter()).toBeNull();
    first.leave();
    first.leave();
    expect(room.requests()).toBe(1);
    expect(room.enter()).not.toBeNull();
  });

  it('holds so many bytes in all, whoever they are of', () => {
    const room = createRoom({ maxRequests: 10, maxBytes: 100 });
    const [one, other] = [room.enter()!, room.enter()!];
    expect(one.hold(60)).toBe(true);
    expect(other.hold(50)).toBe(false);
    expect(other.hold(40)).toBe(true);
    // What was refused took nothing, and less is always there.
    expect(one.hold(61)).toBe(false);
    expect(one.hold(10)).toBe(true);
    expect(room.heldBytes()).toBe(50);
    one.leave();
    expect(room.heldBytes()).toBe(40);
  });

  it('keeps the place of a sender that is gone until the work with its request has ended', async () => {
    const room = createRoom({ maxRequests: 1, maxBytes: 100 });
    const place = room.enter()!;
    place.hold(100);
    let end = (): void => undefined;
    const work = place.during(() => new Promise<void>((resolve) => (end = resolve)));
    place.leave();
    expect(room.enter()).toBeNull();
    expect(room.heldBytes()).toBe(100);
    end();
    await work;
    expect(room.heldBytes()).toBe(0);
    expect(room.enter()).not.toBeNull();
  });
});
