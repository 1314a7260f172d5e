// The code of a lesson is out of sight at first; a button, a command and the key U (outside a control) show it. Remembered.
import { addStyle, addToToolbar, newButton } from './page.js';
import { eachLesson } from './lesson_pages.js';

const KEPT = 'myeloma-maintenance-course:code-shown';
const COMMAND = 'myeloma-maintenance-course:toggle-code';
const HIDDEN = 'course-code-hidden';
const labels = [];

const show = shown => {
  document.body.classList.toggle(HIDDEN, !shown);
  localStorage.setItem(KEPT, shown);
  for (const button of labels) button.textContent = shown ? 'Hide code' : 'Show code';
};

const addButton = async (shared, panel, toggle) => {
  const button = newButton('', toggle);
  button.title = 'Show or hide the code of the lessons (key: U)';
  labels.push(button);
  show(localStorage.getItem(KEPT) === 'true');
  await addToToolbar(shared, panel, 1, 'course-code', button);
};

export default shared => ({
  id: 'myeloma-maintenance-course:code-toggle',
  autoStart: true,
  activate: app => {
    addStyle(`.${HIDDEN} .course-lesson .course-code > .jp-Cell-inputWrapper { display: none; }`);
    const toggle = () => show(document.body.classList.contains(HIDDEN));
    app.commands.addCommand(COMMAND, { label: 'Show or Hide the Code of the Lessons', execute: toggle });
    app.commands.addKeyBinding({ command: COMMAND, keys: ['U'], selector: '.course-lesson .jp-Notebook.jp-mod-commandMode' });
    eachLesson(panel => addButton(shared, panel, toggle));
    show(localStorage.getItem(KEPT) === 'true');
  },
});
