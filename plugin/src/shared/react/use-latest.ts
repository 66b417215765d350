import { useInsertionEffect, useRef, type MutableRefObject } from 'react';

/**
 * The latest value for callbacks that outlive a render. Set before any layout effect runs, so that a plot which draws
 * in its own layout effect already sees it.
 */
export function useLatest<T>(value: T): Readonly<MutableRefObject<T>> {
  const ref = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return ref;
}
