import { draw } from '../page.js';
import { PlanningDesk } from './PlanningDesk.js';

draw(<PlanningDesk />);
