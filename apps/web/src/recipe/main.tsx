import { renderPage } from '../page.js';
import { RecipeArea } from './RecipeDesk.js';

renderPage(<RecipeArea />);
