import { renderPage } from '../render-page.js';
import { LandingPage } from './LandingPage.js';

renderPage(<LandingPage />);
