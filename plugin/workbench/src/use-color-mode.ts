import { useEffect, useState } from 'react';

export type ColorMode = 'light' | 'dark';

/** Keys of everything Tidemark keeps in a browser begin with the app's id. */
const STORAGE_KEY = 'tidemark-anomaly-app.color-mode';
const DARK_QUERY = '(prefers-color-scheme: dark)';

/** What the person has chosen here before, else what the system prefers, followed while nothing is chosen. */
export function useColorMode(): [ColorMode, (mode: ColorMode) => void] {
  const [chosen, setChosen] = useState<ColorMode | null>(() => storedMode());
  const [preferred, setPreferred] = useState<ColorMode>(() => (matchMedia(DARK_QUERY).matches ? 'dark' : 'light'));

  useEffect(() => {
    const query = matchMedia(DARK_QUERY);
    const follow = () => setPreferred(query.matches ? 'dark' : 'light');
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);

  const choose = (mode: ColorMode) => {
    setChosen(mode);
    try {
      localStorage.setItem(STORAGE_KEY, mode);
    } catch {
      // Storage can be forbidden; the choice then lasts as long as the page.
    }
  };
  return [chosen ?? preferred, choose];
}

function storedMode(): ColorMode | null {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : null;
  } catch {
    return null;
  }
}
