// Which of the open pages are lessons of the course, which of their cells hold code that no reader needs, and how a lesson
// looks: without JupyterLab's prompts, its collapsed sections worked by their headings.
import { addStyle, soon } from './page.js';

const lessons = new Set();
const actions = [];

// Call ``action(panel)`` for each lesson, those that are open already and those that will be.
export const eachLesson = action => {
  actions.push(action);
  for (const panel of lessons) action(panel);
};

const mark = panel => {
  // a launcher, a terminal or a table stands in the main area too, with a model of its own kind
  if (lessons.has(panel) || !panel.content?.model?.getMetadata?.('myeloma_maintenance_course')) return;
  lessons.add(panel);
  panel.disposed.connect(() => { lessons.delete(panel); });
  panel.addClass('course-lesson');
  for (const cell of panel.content.widgets) {
    if ((cell.model.getMetadata('tags') ?? []).includes('hide-input')) cell.addClass('course-code');
    if (cell.model.getMetadata('jp-MarkdownHeadingCollapsed')) cell.addClass('course-folding');
  }
  for (const action of actions) action(panel);
};

// The heading itself opens and closes its section: JupyterLab's arrow beside it is small.
const toggleSection = event => {
  const heading = event.target.closest?.('.course-lesson .jp-MarkdownHeadingCollapsed :is(h2, h3)');
  if (heading && !event.target.closest('a')) heading.closest('.jp-Cell').querySelector('.jp-collapseHeadingButton')?.click();
};

const STYLE = `
  .course-lesson { --jp-cell-prompt-width: 30px; }
  .course-lesson .jp-InputPrompt, .course-lesson .jp-OutputPrompt { font-size: 0; }
  .course-lesson .jp-cell-toolbar { display: none !important; }
  .course-lesson .course-folding .jp-collapseHeadingButton { display: flex; min-width: 24px; }
  .course-lesson .jp-collapseHeadingButton:focus-visible { outline: 2px solid var(--jp-brand-color1); }
  .course-lesson .jp-showHiddenCellsButton { display: none !important; }
  /* what an exercise asks stands in comments, which JupyterLab shows too faintly */
  [data-jp-theme-light="true"] .course-lesson { --jp-mirror-editor-comment-color: #2d6363; --jp-mirror-editor-number-color: #006a00; }
  [data-jp-theme-light="false"] .course-lesson { --jp-mirror-editor-comment-color: #7db5b5; }
  .course-button { border: 1px solid currentColor; border-radius: 4px; padding: 0 .8em; height: 24px; font: inherit;
    font-size: 13px; background: var(--jp-layout-color1); color: var(--jp-ui-font-color1); cursor: pointer; }
  .course-first { background: #1a5fa8; color: #fff; border-color: #1a5fa8; font-weight: 600; }
  .course-button:focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: 1px; }
  .course-lesson small { font-size: 12px; }
  .course-lesson td em { color: color-mix(in srgb, currentColor 75%, transparent); }  /* what is not reported stands back */
  /* as high as a finger or a shaking hand needs (WCAG 2.2, 2.5.8) */
  .course-lesson details:not(td *) > summary { min-height: 24px; line-height: 24px; }
  .course-lesson .jp-OutputArea-output a[download] { display: inline-block; line-height: 24px; }
  .course-lesson .jp-OutputArea-output :is(td, th) > a { display: inline-block; line-height: 17px; }
  .course-lesson .jp-OutputArea-output figure { display: grid; grid-template-columns: minmax(0, 1fr); overflow-x: auto; }
  .course-lesson .jp-OutputArea-output figure img { max-width: none !important; }  /* smaller, its text could not be read: it scrolls */
  .course-lesson .jp-MarkdownHeadingCollapsed :is(h2, h3) { cursor: pointer; }
  .course-lesson .jp-MarkdownHeadingCollapsed .jp-InternalAnchorLink { display: none; }
`;

export default () => ({
  id: 'myeloma-maintenance-course:lesson-pages',
  autoStart: true,
  activate: app => {
    addStyle(STYLE);
    document.addEventListener('click', toggleSection);
    soon({ childList: true }, () => { for (const panel of app.shell.widgets('main')) mark(panel); });
  },
});
