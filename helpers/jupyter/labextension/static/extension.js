// The course's JupyterLab extension: plain scripts in the shape that JupyterLab expects of a prebuilt extension. No build step,
// no network. Each file beside this one has one duty and one plug-in.
(() => {
  const PARTS = ['names_and_keys', 'controls_at_rest', 'folds', 'lesson_pages', 'start_button', 'code_toggle', 'links_and_terms', 'predictions', 'pictures', 'page_widths', 'long_tables', 'page_kinds', 'only_opened', 'presenter'];
  const folder = new URL('.', document.currentScript.src);
  let shared;  // what JupyterLab shares with its extensions: the classes of its toolbar among them
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['myeloma-maintenance-course'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const parts = await Promise.all(PARTS.map(part => import(new URL(`${part}.js`, folder))));
      return () => ({ __esModule: true, default: parts.map(part => part.default(shared)) });
    },
  };
})();
