import { draw } from '../page.js';
import { QualityArea } from './QualityArea.js';

draw(<QualityArea />);
