import { useCallback, useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';

/** While the cursor moves, nothing is read out; what it rests on is. */
const REST_MS = 400;

/** What the keyboard's cursor rests on, for a live region: `describe` says it for a row of the data. */
export function useCursorText(describe: (row: number) => string): [text: string, attach: (u: uPlot) => void] {
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(describe);
  useEffect(() => {
    latest.current = describe;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const attach = useCallback((u: uPlot) => {
    u.root.addEventListener('keyup', () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setText(u.cursor.idx == null ? '' : latest.current(u.cursor.idx)), REST_MS);
    });
  }, []);
  return [text, attach];
}
