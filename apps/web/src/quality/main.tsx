import { renderPage } from '../page.js';
import { QualityArea } from './QualityArea.js';

renderPage(<QualityArea />);
