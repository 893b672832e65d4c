import { draw } from '../page.js';
import { Door } from './Door.js';

draw(<Door />);
