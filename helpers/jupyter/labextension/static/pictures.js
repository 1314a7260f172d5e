// Charts are drawn on a white card; on a dark page their light is turned and their hues stay, so that they do not glare.
import { addStyle } from './page.js';

export default () => ({
  id: 'myeloma-maintenance-course:pictures',
  autoStart: true,
  activate: () => addStyle('body[data-jp-theme-light="false"] .course-lesson figure img { filter: invert(.9) hue-rotate(180deg); }'),
});
