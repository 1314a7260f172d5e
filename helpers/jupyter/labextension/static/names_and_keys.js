// What the widgets of ipywidgets 8.1 lack in JupyterLab 4.6 for people who work with the keyboard or a screen reader:
//
// 1. A slider's handle has no accessible name, because its visible label is not linked to it. The label is copied into
//    aria-label. The same for the button that opens a collapsed section.
// 2. JupyterLab takes plain keys pressed on a drop-down list, a check box or a button for its own: an arrow moves to
//    another cell, "d d" deletes the cell. Plain keys inside a widget are left to the widget; keys with Ctrl, Alt or
//    Command (save, undo) and Escape still reach JupyterLab.
// 3. On a narrow page a wide output or picture scrolls sideways, and no key scrolls it: what scrolls gets a tab stop.
import { soon } from './page.js';

const name = (node, words) => {
  if (words && node.getAttribute('aria-label') !== words) node.setAttribute('aria-label', words);
};

const nameSliders = () => {
  for (const slider of document.querySelectorAll('.jupyter-widgets.widget-slider')) {
    const label = slider.querySelector('.widget-label')?.textContent.trim();
    for (const handle of slider.querySelectorAll('.noUi-handle')) name(handle, label);
  }
};

const nameSections = () => {
  for (const button of document.querySelectorAll('.jp-collapseHeadingButton')) {
    const heading = button.closest('.jp-Cell').querySelector('h1, h2, h3, h4')?.cloneNode(true);
    heading?.querySelectorAll('.jp-InternalAnchorLink').forEach(link => link.remove());
    name(button, heading?.textContent.trim());
    const open = String(!button.classList.contains('jp-mod-collapsed'));
    if (button.getAttribute('aria-expanded') !== open) button.setAttribute('aria-expanded', open);
  }
};

const letKeysScroll = () => {
  for (const output of document.querySelectorAll('.jp-OutputArea-output, .course-lesson figure, .course-lesson .jp-RenderedHTML table')) {
    const scrolls = output.scrollWidth > output.clientWidth + 1;
    if (scrolls) output.tabIndex = 0;
    else if (output.tabIndex === 0) output.removeAttribute('tabindex');
  }
};

const leaveKeysToWidgets = event => {
  const target = event.target;
  if (!(target instanceof Element) || !target.closest('.jupyter-widgets')) return;
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey && event.key !== 'Escape';
  if (plain) target.setAttribute('data-lm-suppress-shortcuts', 'true');
  else target.removeAttribute('data-lm-suppress-shortcuts');
};

export default () => ({
  id: 'myeloma-maintenance-course:names-and-keys',
  autoStart: true,
  activate: () => {
    // on the window, in the capturing phase: before JupyterLab's own listener on the document
    window.addEventListener('keydown', leaveKeysToWidgets, true);
    let waiting = 0;
    const measureLater = () => {  // measuring makes the browser lay out the page: not while a slider moves
      clearTimeout(waiting);
      waiting = setTimeout(letKeysScroll, 250);
    };
    window.addEventListener('resize', measureLater);
    soon({ childList: true }, () => { measureLater(); nameSliders(); });
    soon({ attributes: true, attributeFilter: ['class'], childList: true }, nameSections);
  },
});
