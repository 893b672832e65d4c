import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-500.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-ext-400.css';
import '@fontsource/inter/latin-ext-600.css';
import '@fontsource/ibm-plex-mono/latin-500.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './tokens.css';
import './page.css';
import { browserSettings } from './browser-settings.js';

/** Sets the theme and the pixels per millimetre of this browser; every entry calls it once before it renders. */
export function applyTheme(): void {
  const root = document.documentElement;
  root.dataset['theme'] = browserSettings.theme();
  root.style.setProperty('--px-per-mm', browserSettings.pxPerMm());
}
