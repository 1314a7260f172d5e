// The folded parts of a view: closed ones stand in a row; and what a reader opened stays open when a control moves, although
// the view is then written anew.
import { addStyle } from './page.js';

const opened = new WeakMap();  // a view -> the titles of the parts that its reader opened
const titleOf = part => part.querySelector('summary')?.textContent.replace(/ \(\d+\)$/, '');

const remember = event => {  // a click, or Enter or Space, on a title; the part opens or closes after this
  const part = event.target.closest?.('summary')?.parentElement;
  const view = part?.closest('.course-view');
  if (!view) return;
  const titles = opened.get(view) ?? new Set();
  if (part.open) titles.delete(titleOf(part));
  else titles.add(titleOf(part));
  opened.set(view, titles);
};

const openAgain = changes => {
  for (const view of new Set(changes.map(change => change.target.closest?.('.course-view')).filter(Boolean))) {
    for (const part of view.querySelectorAll('details:not([open])')) {
      if (opened.get(view)?.has(titleOf(part))) part.open = true;
    }
  }
};

export default () => ({
  id: 'myeloma-maintenance-course:folds',
  autoStart: true,
  activate: () => {
    addStyle('.course-fold { display: inline-block; vertical-align: top; max-width: 100%; margin-right: 1.2em; }');
    document.addEventListener('click', remember, true);
    // before the page is painted again, so nothing is seen to close
    new MutationObserver(openAgain).observe(document.body, { childList: true, subtree: true });
  },
});
