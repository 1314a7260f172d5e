// "Start this lesson": a button in the toolbar of each lesson. It runs all cells without a dialog and leaves the page at its top.
// Nothing is ever run by itself.
import { addToToolbar, newButton, addStyle } from './page.js';
import { eachLesson } from './lesson_pages.js';

const START = 'Start this lesson';
const ALIVE = 'Started: lists, sliders and buttons are live.';

// Run all cells; a kernel that has ended is started again.
const start = async (app, panel) => {
  const session = panel.sessionContext;
  await session.ready;
  if (session.hasNoKernel) await session.startKernel();
  else if (session.kernelDisplayStatus === 'dead') await session.restartKernel();
  const page = panel.content;
  app.shell.activateById(panel.id);
  const stay = () => { page.outerNode.scrollTop = 0; };  // JupyterLab goes to the last cell that it runs
  page.outerNode.addEventListener('scroll', stay);
  try {
    const run = app.commands.execute('notebook:run-all-cells');
    page.activeCellIndex = 0;
    await run;
  } finally {
    page.activeCellIndex = 0;
    stay();
    setTimeout(() => page.outerNode.removeEventListener('scroll', stay), 300);
  }
};

// what a press on the button does, by lesson: JupyterLab takes buttons for which there is no room out of the toolbar
const starts = new WeakMap();
export const startLesson = panel => starts.get(panel)();

const addButton = async (app, shared, panel) => {
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  said.className = 'course-started';
  const pressed = async () => {
    if (button.ariaDisabled === 'true') return;
    button.ariaDisabled = 'true';  // not "disabled", which would take the focus away
    said.textContent = 'Starting …';
    try {
      await start(app, panel);
      said.textContent = ALIVE;
    } catch (error) {
      said.textContent = `It could not be started: ${error.message}`;
    } finally {
      button.ariaDisabled = 'false';
    }
  };
  const button = newButton(`▶ ${START}`, pressed);
  starts.set(panel, pressed);
  button.classList.add('course-first');
  await addToToolbar(shared, panel, 0, 'course-start', button);
  await addToToolbar(shared, panel, 3, 'course-started', said);  // apart: on a narrow page the words may go, the button may not
};

export default shared => ({
  id: 'myeloma-maintenance-course:start-button',
  autoStart: true,
  activate: app => {
    addStyle('.course-started { margin-left: .7em; color: var(--jp-ui-font-color1); font-size: 13px; white-space: nowrap; }');
    eachLesson(panel => addButton(app, shared, panel));
  },
});
