// A lesson that was only opened has not changed: that its kernel has written its version of Python into the notebook is nobody's
// work, and nobody is asked to save it.
import { eachLesson } from './lesson_pages.js';

export default () => ({
  id: 'myeloma-maintenance-course:only-opened',
  autoStart: true,
  activate: () => eachLesson(panel => {
    const { model } = panel.context;
    let written = false;  // the language of the kernel, in this turn of the event loop: nobody has typed anything in it
    model.metadataChanged.connect((_, change) => {
      if (change.key !== 'language_info') return;
      written = true;
      setTimeout(() => { written = false; });
    });
    model.stateChanged.connect((_, change) => {
      if (change.name === 'dirty' && change.newValue) queueMicrotask(() => { if (written) model.dirty = false; });
    });
    model.dirty = false;  // it was opened this moment
  }),
});
