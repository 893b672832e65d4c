import { draw } from '../page.js';
import { RecipeDesk } from './RecipeDesk.js';

draw(<RecipeDesk />);
