import { draw } from '../page.js';
import { Terminal } from './Terminal.js';

draw(<Terminal />);
