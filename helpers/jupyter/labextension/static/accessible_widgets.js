// What the widgets of ipywidgets 8.1 lack in JupyterLab 4.6 for people who work with the keyboard or a screen reader:
//
// 1. A slider's handle has no accessible name, because its visible label is not linked to it. The label is copied into
//    aria-label.
// 2. JupyterLab takes plain keys pressed on a drop-down list, a check box or a button for its own: an arrow moves to
//    another cell, "d d" deletes the cell. Plain keys inside a widget are left to the widget; keys with Ctrl, Alt or
//    Command (save, undo) and Escape still reach JupyterLab.
// 3. On a narrow page a wide output scrolls sideways, and no key scrolls it: an output that scrolls gets a tab stop.
//
// Plain script in the shape that JupyterLab expects of a prebuilt extension: no build step, no network.
(() => {
  const nameSliders = () => {
    for (const slider of document.querySelectorAll('.jupyter-widgets.widget-slider')) {
      const label = slider.querySelector('.widget-label')?.textContent.trim();
      for (const handle of slider.querySelectorAll('.noUi-handle')) {
        if (label && handle.getAttribute('aria-label') !== label) {
          handle.setAttribute('aria-label', label);
        }
      }
    }
  };
  const letKeysScroll = () => {
    for (const output of document.querySelectorAll('.jp-OutputArea-output')) {
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
  const plugin = {
    id: 'myeloma-maintenance-course:accessible-widgets',
    autoStart: true,
    activate: () => {
      // on the window, in the capturing phase: before JupyterLab's own listener on the document
      window.addEventListener('keydown', leaveKeysToWidgets, true);
      let scheduled = false;
      let waiting = 0;
      const measureLater = () => {  // measuring makes the browser lay out the page: not while a slider moves
        clearTimeout(waiting);
        waiting = setTimeout(letKeysScroll, 250);
      };
      window.addEventListener('resize', measureLater);
      new MutationObserver(() => {
        measureLater();
        if (scheduled) return;
        scheduled = true;
        requestAnimationFrame(() => { scheduled = false; nameSliders(); });
      }).observe(document.body, { childList: true, subtree: true });
    },
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['myeloma-maintenance-course'] = {
    init: () => {},
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();
