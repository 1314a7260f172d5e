// What follows a prediction on the page would give the answer away: it stays out of sight until the guess was made or skipped.
import { addStyle, soon } from './page.js';

const WAITING = 'course-waiting';

const hold = panel => {
  let waiting = false;
  for (const cell of panel.content.widgets) {
    cell.toggleClass(WAITING, waiting);
    if (cell.node.querySelector('.course-prediction:not(.course-revealed)')) waiting = true;
  }
};

export default () => ({
  id: 'myeloma-maintenance-course:predictions',
  autoStart: true,
  activate: app => {
    addStyle(`.course-lesson .${WAITING} { display: none; }`);
    soon({ childList: true, attributes: true, attributeFilter: ['class'] }, () => {
      if (!document.querySelector(`.course-prediction:not(.course-revealed), .${WAITING}`)) return;
      for (const panel of app.shell.widgets('main')) if (panel.hasClass?.('course-lesson')) hold(panel);
    });
  },
});
