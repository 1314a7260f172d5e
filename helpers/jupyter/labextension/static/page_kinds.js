// How wide the pictures may be: the kernel draws them, so it is told when a lesson stands on a narrow page or is presented.
// Nothing is said while the page is wide, as it is from the start.
import { eachLesson } from './lesson_pages.js';
import { onPageChange } from './page.js';

const COURSE = 'myeloma-maintenance-course';
const WIDE = 845, MIDDLE = 595;  // px of the widest picture of each kind; helpers/show/page.py has them in inches
const told = new Map();  // by lesson: the kernel that was told, the line to it, the page that was named
const unseen = new WeakSet();  // lessons without an output in sight when they were measured: as all cells begin to run, say

const kindOf = panel => {
  if (document.body.classList.contains('course-presenting')) return 'middle';
  const outputs = [...panel.node.querySelectorAll('.jp-OutputArea-output')];
  const room = outputs.find(output => output.clientWidth)?.clientWidth;
  if (!room) return null;  // out of sight
  return room >= WIDE ? 'wide' : room >= MIDDLE ? 'middle' : 'narrow';
};

const tell = panel => {
  const kernel = panel.sessionContext.session?.kernel;
  const page = kindOf(panel);
  unseen[page ? 'delete' : 'add'](panel);
  if (!kernel || !page) return;
  const before = told.get(panel);
  if (before?.kernel === kernel) {
    if (before.page !== page) before.line.send({ page });
    before.page = page;
  } else if (page !== 'wide') {
    const line = kernel.createComm(COURSE);
    line.open({ page });
    told.set(panel, { kernel, line, page });
  }
};

export default () => ({
  id: 'myeloma-maintenance-course:page-kinds',
  autoStart: true,
  activate: () => eachLesson(panel => {
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { if (!panel.isDisposed) tell(panel); }, 200);
    };
    new ResizeObserver(soon).observe(panel.content.node);
    onPageChange(soon);
    panel.sessionContext.kernelChanged.connect(soon);
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === 'restarting' || status === 'autorestarting') told.delete(panel);  // the kernel has forgotten it
      else if (status === 'idle' && (!told.has(panel) || unseen.has(panel))) soon();
    });
    panel.disposed.connect(() => told.delete(panel));
    soon();
  }),
});
