import { useEffect, useState } from 'react';

/** The width in px of the element that gets `ref`, following its changes; 0 before it is known. */
export function useElementWidth(): { ref: (element: HTMLElement | null) => void; width: number } {
  const [element, ref] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { ref, width };
}
