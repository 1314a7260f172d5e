// Pictures on small and on dark pages: charts are drawn on a white card, so a dark theme turns their light and keeps their hues;
// where the page is too narrow for their labels they keep their size and scroll, by key too.
import { addStyle, soon } from './page.js';

const STYLE = `
  body[data-jp-theme-light="false"] .course-lesson figure img { filter: invert(.9) hue-rotate(180deg); }
  @media (max-width: 700px) {
    .course-lesson figure { overflow-x: auto; }
    .course-lesson figure img { max-width: none !important; }
  }
`;

// What scrolls can be reached by key, and says what it is.
const reach = () => {
  for (const figure of document.querySelectorAll('.course-lesson figure')) {
    const scrolls = figure.scrollWidth > figure.clientWidth + 1;
    if (scrolls === (figure.tabIndex === 0)) continue;
    if (scrolls) {
      figure.tabIndex = 0;
      figure.setAttribute('role', 'group');
      figure.setAttribute('aria-label', 'Picture, wider than the page: scroll with the arrow keys');
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) figure.removeAttribute(name);
    }
  }
};

export default () => ({
  id: 'myeloma-maintenance-course:pictures',
  autoStart: true,
  activate: () => {
    addStyle(STYLE);
    soon({ childList: true }, reach);
    window.addEventListener('resize', reach);
  },
});
