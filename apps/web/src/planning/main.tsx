import { draw } from '../page.js';
import { PlanningArea } from './PlanningArea.js';

draw(<PlanningArea />);
