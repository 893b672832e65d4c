import { renderPage } from '../page.js';
import { PlanningArea } from './PlanningArea.js';

renderPage(<PlanningArea />);
