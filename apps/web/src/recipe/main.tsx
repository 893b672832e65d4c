import { renderPage } from '../render-page.js';
import { RecipeArea } from './RecipeArea.js';

renderPage(<RecipeArea />);
