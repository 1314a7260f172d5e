// Charts, the small ones in tables too, are drawn on a white card; on a dark page their light is turned and their hues stay, so
// that they do not glare.
import { addStyle } from './page.js';

const DARK = 'body[data-jp-theme-light="false"] .course-lesson';

export default () => ({
  id: 'myeloma-maintenance-course:pictures',
  autoStart: true,
  activate: () => addStyle(`${DARK} :is(figure, td) img { filter: invert(.9) hue-rotate(180deg); }`),
});
