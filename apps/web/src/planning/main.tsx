import { renderPage } from '../render-page.js';
import { PlanningArea } from './PlanningArea.js';

renderPage(<PlanningArea />);
