// Settings of this browser, which belong to no person: the only file that uses localStorage.

const PX_PER_MM_DEFAULT = '4.9';
export type Theme = 'light' | 'dark';

const read = (name: string): string | null => {
  try {
    return localStorage.getItem(`autolog.${name}`);
  } catch {
    // The application must also work in a browser that forbids storage.
    return null;
  }
};
const write = (name: string, value: string): void => {
  try {
    localStorage.setItem(`autolog.${name}`, value);
  } catch {
    return;
  }
};

export const browserSettings = {
  theme: (): Theme => (read('theme') === 'dark' ? 'dark' : 'light'),
  setTheme(theme: Theme): void {
    write('theme', theme);
    document.documentElement.dataset['theme'] = theme;
  },
  /** Pixels per millimetre as text; measured at one devicePixelRatio and void at another. */
  pxPerMm(): string {
    const [measured, ratio] = (read('px-per-mm') ?? '').split('@');
    const plausible = measured !== undefined && /^\d{1,2}(\.\d{1,2})?$/.test(measured);
    return plausible && ratio === String(devicePixelRatio) ? measured : PX_PER_MM_DEFAULT;
  },
  setPxPerMm(pxPerMm: string): void {
    write('px-per-mm', `${pxPerMm}@${devicePixelRatio}`);
    document.documentElement.style.setProperty('--px-per-mm', pxPerMm);
  },
  /** The language before anybody has signed in. */
  language: (): string => read('language') ?? navigator.language,
  setLanguage: (language: string): void => write('language', language),
  /** Somebody signed in here and did not sign out: the server is asked who. */
  hasSession: (): boolean => read('someone-in') === 'yes',
  setHasSession: (hasSession: boolean): void => write('someone-in', hasSession ? 'yes' : 'no'),
  /** The id of this browser: the record names it as the place where somebody acted. */
  terminalId: (): string | null => read('terminal'),
  setTerminalId: (id: string): void => write('terminal', id),
  /** A locked terminal stays locked when the page is loaded again. */
  isLocked: (): boolean => read('locked') === 'yes',
  setLocked: (locked: boolean): void => write('locked', locked ? 'yes' : 'no'),
};
