import { renderPage } from '../render-page.js';
import { Terminal } from './Terminal.js';

renderPage(<Terminal />);
