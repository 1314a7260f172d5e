// What the widgets of ipywidgets 8.1 lack in JupyterLab 4.6 for people who work with the keyboard or a screen reader:
//
// 1. A slider's handle has no accessible name, because its visible label is not linked to it. The label is copied into
//    aria-label.
// 2. JupyterLab takes plain keys pressed on a drop-down list, a check box or a button for its own: an arrow moves to
//    another cell, "d d" deletes the cell. Plain keys inside a widget are left to the widget; keys with Ctrl, Alt or
//    Command (save, undo) and Escape still reach JupyterLab.
// 3. On a narrow page a wide output scrolls sideways, and no key scrolls it: an output that scrolls gets a tab stop.
//
// 4. When a kernel ends or restarts, its controls can still be moved, and no view follows: a figure would stand under a
//    choice that is not its own. Such controls are made inert, and a sentence says how to make them live again.
// 5. A view is written anew when a control moves, and its folded parts would close: what a reader opened stays open.
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
  const CONTROLS = '.widget-inline-hbox:not(.widget-html), .jupyter-button';
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
      + 'To make them live, choose Run > Restart Kernel and Run All Cells.';
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
      if (output && !output.querySelector('.course-at-rest')) atRest(output);
    }
  };
  const ENDED = ['restarting', 'autorestarting', 'terminating', 'dead'];
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
  const opened = new WeakMap();  // a view -> the titles of the parts that its reader opened
  const titleOf = part => part.querySelector('summary')?.textContent.replace(/ \(\d+\)$/, '');
  const rememberOpened = event => {
    const view = event.target instanceof HTMLDetailsElement && event.target.closest('.course-view');
    if (!view) return;
    const titles = opened.get(view) ?? new Set();
    if (event.target.open) titles.add(titleOf(event.target));
    else titles.delete(titleOf(event.target));
    opened.set(view, titles);
  };
  const openAgain = changes => {
    for (const view of new Set(changes.map(change => change.target.closest?.('.course-view')).filter(Boolean))) {
      for (const part of view.querySelectorAll('details:not([open])')) {
        if (opened.get(view)?.has(titleOf(part))) part.open = true;
      }
    }
  };
  const folds = {
    id: 'myeloma-maintenance-course:folds',
    autoStart: true,
    activate: () => {
      document.addEventListener('toggle', rememberOpened, true);
      // before the page is painted again, so nothing is seen to close
      new MutationObserver(openAgain).observe(document.body, { childList: true, subtree: true });
    },
  };
  const resting = {
    id: 'myeloma-maintenance-course:controls-at-rest',
    autoStart: true,
    activate: app => {
      let scheduled = false;
      new MutationObserver(() => {
        if (scheduled) return;
        scheduled = true;
        requestAnimationFrame(() => { scheduled = false; followKernels(app); restDisconnected(); });
      }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
    },
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
    get: () => Promise.resolve(() => ({ __esModule: true, default: [plugin, resting, folds] })),
  };
})();
