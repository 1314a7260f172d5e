// Charts, the small ones in tables too, are drawn on a white card; on a dark page their light is turned and their hues stay, so
// that they do not glare. The arrow of a list is light there.
import { addStyle } from './page.js';

const DARK = 'body[data-jp-theme-light="false"] .course-lesson';
const ARROW = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'%3E%3Cpath fill='%23ddd' d='M5 7l4 4 4-4z'/%3E%3C/svg%3E";

export default () => ({
  id: 'myeloma-maintenance-course:pictures',
  autoStart: true,
  activate: () => addStyle(`
    ${DARK} :is(figure, td) img { filter: invert(.9) hue-rotate(180deg); }
    ${DARK} { --jp-widgets-dropdown-arrow: url("${ARROW}"); }`),
});
