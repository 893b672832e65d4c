import { renderPage } from '../render-page.js';
import { QualityArea } from './QualityArea.js';

renderPage(<QualityArea />);
