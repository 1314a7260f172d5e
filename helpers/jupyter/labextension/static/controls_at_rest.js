// When a kernel ends or restarts, its controls can still be moved, and no view follows: a figure would stand under a choice
// that is not its own. Such controls are made inert, and a sentence says how to make them live again.
import { soon } from './page.js';

const CONTROLS = '.widget-inline-hbox:not(.widget-html), .jupyter-button';
const ENDED = ['restarting', 'autorestarting', 'terminating', 'dead'];

const atRest = output => {
  for (const control of output.querySelectorAll(CONTROLS)) {
    control.inert = true;
    control.style.opacity = '.5';
  }
  if (output.querySelector('.course-at-rest')) return;
  const note = document.createElement('p');
  note.className = 'course-at-rest';
  note.setAttribute('role', 'status');
  note.textContent = 'These controls are at rest, because the kernel has ended. '
    + 'To make them live, press Start this lesson at the top of the page.';
  output.prepend(note);
};

const restAll = panel => {
  for (const output of panel.node.querySelectorAll('.jp-OutputArea-output')) {
    if (output.querySelector(CONTROLS)) atRest(output);
  }
};

const restDisconnected = () => {
  for (const widget of document.querySelectorAll('.jupyter-widgets-disconnected')) {
    const output = widget.closest('.jp-OutputArea-output');
    if (output?.querySelector(CONTROLS) && !output.querySelector('.course-at-rest')) atRest(output);
  }
};

const followed = new WeakSet();
const followKernels = app => {
  for (const panel of app.shell.widgets('main')) {
    const session = panel.sessionContext;
    if (!session || followed.has(panel)) continue;
    followed.add(panel);
    session.statusChanged.connect((_, status) => { if (ENDED.includes(status)) restAll(panel); });
    session.kernelChanged.connect((_, change) => { if (change.oldValue) restAll(panel); });
  }
};

export default () => ({
  id: 'myeloma-maintenance-course:controls-at-rest',
  autoStart: true,
  activate: app => {
    soon({ childList: true, attributes: true, attributeFilter: ['class'] }, () => { followKernels(app); restDisconnected(); });
  },
});
