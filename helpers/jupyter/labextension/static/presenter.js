// Present a lesson to a room: one section at a time, as large as the projector is wide, without JupyterLab around it.
// The same notebook, no second copy; leaving it restores everything.
import { addStyle, addToToolbar, newButton, pageChanged, soon } from './page.js';
import { eachLesson } from './lesson_pages.js';
import { headingOf, openSection, sectionsOf, showAll, showOnly } from './presenter_sections.js';
import { reveal, showHands, toggleFold } from './presenter_room.js';
import { startLesson } from './start_button.js';

const COMMAND = 'myeloma-maintenance-course:present';
const WIDTH = 744;  // of the page before it is enlarged: text of 14 px becomes 24 px at 1280, 36 px at 1920
const STYLE = `
  .course-presenting :is(#jp-top-panel, #jp-menu-panel, #jp-bottom-panel, .jp-SideBar, #jp-left-stack, #jp-right-stack,
    .lm-DockPanel-tabBar, .lm-SplitPanel-handle, .jp-Notebook-footer) { display: none !important; }
  .course-presenting .course-way { contain: none !important; overflow: visible !important; }
  .course-presenting .course-stage { position: fixed !important; inset: 0 !important; width: 100vw !important;
    height: 100vh !important; z-index: 10000; background: var(--jp-layout-color0); contain: none !important; }
  .course-presenting .course-stage > .jp-Toolbar { display: none !important; }
  .course-presenting .course-stage > .jp-WindowedPanel { position: absolute !important; inset: 0 0 34px 0 !important;
    width: auto !important; height: auto !important; }
  .course-presenting .course-stage .jp-WindowedPanel-inner { zoom: var(--course-zoom); }
  .course-presenting .course-stage .jp-Notebook { padding: 6px 8px; --jp-cell-prompt-width: 0px;
    --jp-widgets-font-size: 14px; --jp-ui-font-size1: 14px; --jp-content-font-size1: 14px; --jp-code-font-size: 14px; }
  .course-presenting .course-stage :is(.jp-Collapser, .jp-InputPrompt, .jp-OutputPrompt, .course-code > .jp-Cell-inputWrapper)
    { display: none !important; }
  .course-presenting .course-stage :is(p, td, th, small, summary, label, button, select, input, caption, em, .widget-label)
    { font-size: max(14px, 1em) !important; }
  .course-presenting .course-stage figure { margin: .2em 0 !important; }
  .course-presenting .course-stage .widget-dropdown, .course-presenting .course-stage .widget-dropdown select { width: auto !important; }
  .course-presenting .course-stage figure img { width: 100%; max-width: 100% !important;
    object-fit: contain; object-position: left; }
  .course-presenting .course-stage :is(h1, h2, .jp-Cell, .jp-Notebook, .jp-WindowedPanel-outer):focus { outline: none !important; }
  .course-presenting .course-stage :is(.jp-Cell, .jp-InputArea, .jp-InputArea-editor, .jp-MarkdownOutput)
    { outline: none !important; border-color: transparent !important; box-shadow: none !important; }
  .course-presenting .course-stage .jp-WindowedPanel-inner { padding-bottom: 60vh; }
  .course-off-stage { display: none !important; }
  .course-bar { position: fixed; left: 0; right: 0; bottom: 0; height: 34px; z-index: 10001; display: flex; gap: 10px;
    align-items: center; padding: 0 12px; background: var(--jp-layout-color1); color: var(--jp-ui-font-color1); font-size: 15px; }
  .course-bar progress { flex: 1; height: 8px; }
  .course-hands { display: flex; gap: 8px; align-items: center; margin: 2px 0 6px; }
  .course-hands input { width: 4.5em; }
  .course-hands-bar { height: 1em; background: #1a5fa8; width: 0; }
`;
let stage = null;  // what is presented now, or null

const said = text => { stage.status.textContent = text; };
const offered = () => stage.sections.filter(section => stage.deeper || !section.deeper);

// Show the section with this place among those that are offered, and say which it is.
const goTo = place => {
  const shown = offered();
  const section = shown[Math.max(0, Math.min(place, shown.length - 1))];
  if (section === stage.now) return;
  stage.close?.();
  stage.now = section;
  stage.screens = [];
  stage.close = openSection(section);
  showOnly(stage.sections, section);
  stage.panel.content.outerNode.scrollTop = 0;
  const heading = headingOf(section);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  fitPictures();
  const number = shown.indexOf(section) + 1;
  said(`${number} of ${shown.length}: ${section.title}`);
  Object.assign(stage.progress, { max: shown.length, value: number });
};

// Where the next screen of a section begins: at the first cell that the screen cuts, so that an explorer stands whole; a cell
// that is taller than the screen goes on by most of a screen. Null where nothing is left.
const nextScreen = page => {
  const { top, bottom } = page.getBoundingClientRect();
  const cut = stage.now.cells.map(cell => cell.node.getBoundingClientRect()).find(cell => cell.height && cell.bottom > bottom + 2);
  if (!cut) return null;
  return cut.top > top + 4 ? cut.top - top : 0.85 * page.clientHeight;
};

// One screen on or back within a section that is longer than the screen; else another section.
const step = way => {
  const page = stage.panel.content.outerNode;
  const before = page.scrollTop;
  if (way < 0) page.scrollTop = stage.screens.pop() ?? 0;
  else {
    const by = nextScreen(page);
    if (by) page.scrollTop += by;
    if (page.scrollTop !== before) stage.screens.push(before);
  }
  if (page.scrollTop === before) goTo(offered().indexOf(stage.now) + way);
};

// A low picture is made as small as it must be for its explorer to stand on one screen, controls and caution included; not where
// nobody could read it then: such an explorer goes on to the next screen.
const fitPictures = () => {
  const room = stage.panel.content.outerNode.clientHeight;
  const zoom = Number(document.body.style.getPropertyValue('--course-zoom'));
  for (const image of stage.panel.node.querySelectorAll('.course-view:not(.course-prediction *) figure.course-low img')) {
    if (!image.offsetParent) continue;
    image.style.maxHeight = '';
    const top = image.closest('.jp-OutputArea-output').getBoundingClientRect().top;
    const folds = [...image.closest('.course-view').querySelectorAll('details')].map(part => part.getBoundingClientRect().top);
    const over = Math.min(...folds) - top - room;
    const { height } = image.getBoundingClientRect();
    const fitting = height - over - 4;
    if (over > 0 && fitting > 0.7 * height) image.style.maxHeight = `${fitting / zoom}px`;
  }
};

const fit = () => document.body.style.setProperty('--course-zoom', (window.innerWidth / WIDTH).toFixed(3));

const toggleDeeper = () => {
  stage.deeper = !stage.deeper;
  stage.deeperButton.setAttribute('aria-pressed', stage.deeper);
  const now = offered().indexOf(stage.now);
  stage.now = now < 0 ? null : stage.now;
  if (now < 0) goTo(0);
  else said(`${now + 1} of ${offered().length}: ${stage.now.title}`);
};

const newBar = () => {
  const bar = document.createElement('div');
  bar.className = 'course-bar';
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', 'Sections shown');
  const start = newButton('▶ Start this lesson', () => startLesson(stage.panel));
  const deeperButton = newButton('Go deeper (D)', toggleDeeper);
  deeperButton.setAttribute('aria-pressed', false);
  bar.append(status, progress, newButton('◀', () => goTo(offered().indexOf(stage.now) - 1)),
    newButton('▶', () => goTo(offered().indexOf(stage.now) + 1)), start, deeperButton, newButton('Leave (Esc)', stop));
  const [back, on] = [...bar.querySelectorAll('button')];
  back.ariaLabel = 'Section before';
  on.ariaLabel = 'Next section';
  document.body.append(bar);
  return { bar, status, progress, deeperButton };
};

const present = panel => {
  stage = { panel, sections: sectionsOf(panel.content), deeper: false, now: null, close: null, way: [] };
  Object.assign(stage, newBar());
  for (let node = panel.node.parentElement; node && node !== document.body; node = node.parentElement) {
    node.classList.add('course-way');
    stage.way.push(node);
  }
  panel.addClass('course-stage');
  document.body.classList.add('course-presenting');
  fit();
  pageChanged();
  goTo(0);
};

const stop = () => {
  const { panel, sections, bar, way, close, now } = stage;
  stage = null;
  close?.();
  showAll(sections);
  bar.remove();
  for (const node of way) node.classList.remove('course-way');
  for (const row of document.querySelectorAll('.course-hands')) row.remove();
  document.body.classList.remove('course-presenting');
  document.body.style.removeProperty('--course-zoom');
  pageChanged();
  if (panel.isDisposed) return;
  panel.removeClass('course-stage');
  panel.fit();  // JupyterLab measures its parts anew: they had the width of the whole window, and the toolbar none
  headingOf(now).scrollIntoView();
};

const KEYS = {
  PageDown: () => step(1), PageUp: () => step(-1), Home: () => goTo(0), End: () => goTo(Infinity),
};
const LETTERS = { d: toggleDeeper, r: reveal, h: showHands };

const onKey = event => {
  if (!stage || event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.matches?.('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]');
  let action = KEYS[event.key];
  if (typing && ['Home', 'End'].includes(event.key)) action = null;
  if (event.key === 'Escape') action = stop;
  if (!typing && !action) action = LETTERS[event.key.toLowerCase()] ?? (/^[1-9]$/.test(event.key) ? () => toggleFold(Number(event.key)) : null);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
};

export default shared => ({
  id: 'myeloma-maintenance-course:presenter',
  autoStart: true,
  activate: app => {
    addStyle(STYLE);
    // a workspace of this name, because the address that Jupyter prints takes no question of its own
    let wanted = location.pathname.includes('/workspaces/present/');
    const toggle = panel => (stage ? stop() : present(panel));
    const current = () => app.shell.currentWidget;
    app.commands.addCommand(COMMAND, {
      label: 'Present This Lesson, or Leave', isEnabled: () => current()?.hasClass('course-lesson') ?? false,
      execute: () => toggle(current()),
    });
    app.commands.addKeyBinding({ command: COMMAND, keys: ['P'], selector: '.course-lesson .jp-Notebook.jp-mod-commandMode' });
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('resize', () => { if (stage) { fit(); fitPictures(); } });
    soon({ childList: true }, () => { if (stage) fitPictures(); });
    document.addEventListener('load', event => { if (stage && event.target.matches?.('.course-low img')) fitPictures(); }, true);
    eachLesson(async panel => {
      const button = newButton('Present', () => toggle(panel));
      button.title = 'Show one section at a time, large (key: P; leave: Esc)';
      await addToToolbar(shared, panel, 2, 'course-present', button);
      panel.disposed.connect(() => { if (stage?.panel === panel) stop(); });
      if (!wanted) return;
      wanted = false;
      present(panel);
    });
  },
});
