// A lesson that was only opened has not changed: that its kernel has written its version of Python into the notebook is nobody's
// work, and nobody is asked to save it.
import { eachLesson } from './lesson_pages.js';

export default () => ({
  id: 'myeloma-maintenance-course:only-opened',
  autoStart: true,
  activate: () => eachLesson(panel => {
    const { model, sessionContext } = panel.context;
    const stayUnchanged = async kernel => {
      const changed = model.dirty;
      await kernel?.info;  // JupyterLab waits for it, too, and was first
      if (!changed) setTimeout(() => { if (!panel.isDisposed) model.dirty = false; });
    };
    stayUnchanged(sessionContext.session?.kernel);
    sessionContext.kernelChanged.connect((_, change) => stayUnchanged(change.newValue));
  }),
});
