/** What requests under way may hold, over all transports together. */
export interface RoomLimits {
  readonly maxRequests: number;
  /** Of their bodies, as sent and unpacked. */
  readonly maxBytes: number;
}

export const DEFAULT_ROOM: RoomLimits = { maxRequests: 128, maxBytes: 128 * 2 ** 20 };

/** The place of one request. */
export interface Place {
  /** Asks for room for so many bytes in all; false, and nothing changes, where there is none. */
  hold(bytes: number): boolean;
  /**
   * Does work that needs what is held: the place is kept until it ends, though the sender may be gone before.
   */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** The request is over. Twice is once. */
  leave(): void;
}

/**
 * Bounds the memory of intake: every request has a place here from its headers until all is done that it leads to, its
 * journal record included.
 */
export function createRoom({ maxRequests, maxBytes }: RoomLimits) {
  let requests = 0;
  let heldBytes = 0;

  /** null where there are too many requests. */
  function enter(): Place | null {
    if (requests >= maxRequests) return null;
    requests++;
    let own = 0;
    let working = 0;
    let over = false;
    let left = false;

    function leaveOnce(): void {
      if (left || working > 0) return;
      left = true;
      requests--;
      heldBytes -= own;
    }

    return {
      hold(bytes) {
        if (heldBytes - own + bytes > maxBytes) return false;
        heldBytes += bytes - own;
        own = bytes;
        return true;
      },
      async during(work) {
        working++;
        try {
          return await work();
        } finally {
          working--;
          if (over) leaveOnce();
        }
      },
      leave() {
        over = true;
        leaveOnce();
      },
    };
  }

  return { enter, requests: () => requests, heldBytes: () => heldBytes };
}

export type Room = ReturnType<typeof createRoom>;
