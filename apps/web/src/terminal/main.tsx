import { renderPage } from '../page.js';
import { Terminal } from './Terminal.js';

renderPage(<Terminal />);
