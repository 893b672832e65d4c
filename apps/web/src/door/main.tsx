import { renderPage } from '../page.js';
import { LandingPage } from './Door.js';

renderPage(<LandingPage />);
