// Two kinds of links in a lesson: one to another lesson, inside a widget, which JupyterLab does not follow by itself; and a word
// of the glossary. A word's meaning stands in the link's title; it is opened below the paragraph, by mouse or with Enter.
import { addStyle } from './page.js';

const TERM = '.course-lesson a[href*="#The-glossary"][title]';

const define = link => {
  const place = link.closest('p, li, td, h2, h3');
  const open = place.nextElementSibling?.classList.contains('course-term') ? place.nextElementSibling : null;
  open?.remove();
  document.querySelectorAll(`${TERM}[aria-expanded]`).forEach(other => {
    if (other.closest('p, li, td, h2, h3') === place) other.setAttribute('aria-expanded', 'false');
  });
  if (open?.dataset.term === link.title) return;
  const meaning = document.createElement('div');
  meaning.className = 'course-term';
  meaning.setAttribute('role', 'status');
  meaning.dataset.term = link.title;
  meaning.textContent = link.title;
  place.after(meaning);
  link.setAttribute('aria-expanded', 'true');
};

const follow = app => event => {
  const term = event.target.closest?.(TERM);
  const lesson = event.target.closest?.('.jupyter-widgets a[href$=".ipynb"]');
  if (!term && !lesson) return;
  event.preventDefault();
  event.stopPropagation();
  if (term) return define(term);
  const place = (app.shell.currentWidget?.context?.path ?? '').split('/').slice(0, -1);
  for (const part of lesson.getAttribute('href').split('/')) part === '..' ? place.pop() : place.push(part);
  app.commands.execute('docmanager:open', { path: place.join('/') });
};

const STYLE = `
  .course-lesson .jp-MarkdownOutput a { text-decoration: underline; }  /* colour alone does not tell it from the text */
  .course-lesson a[href*="#The-glossary"][title] { text-decoration: underline dotted; color: inherit; cursor: help; }
  .course-term { border-left: 4px solid #2a6fb0; margin: .2em 0 .8em; padding: .2em .7em; }
`;

export default () => ({
  id: 'myeloma-maintenance-course:links-and-terms',
  autoStart: true,
  activate: app => {
    addStyle(STYLE);
    document.addEventListener('click', follow(app), true);
  },
});
