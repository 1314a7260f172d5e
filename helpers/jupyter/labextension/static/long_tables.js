// A table that is longer than its frame says so at its foot, until its last row is in sight: some systems show no scroll bar. A
// browser that cannot tell (before Chromium 133, and others) shows the frame as it was.
import { addStyle } from './page.js';

const FRAME = '.course-lesson [role=region]:has(> table)';

export default () => ({
  id: 'myeloma-maintenance-course:long-tables',
  autoStart: true,
  activate: () => addStyle(`
    :where(${FRAME}) { container-type: scroll-state; }
    ${FRAME} > table { grid-area: 1 / 1; }
    @container scroll-state(scrollable: bottom) {
      ${FRAME}::after { content: "↓ more rows"; position: sticky; bottom: 0; left: 0; grid-area: 1 / 1;
        align-self: end; justify-self: start; padding: 0 .6em; font-size: 12px; line-height: 1.5; pointer-events: none; z-index: 4;
        background: var(--jp-layout-color2); color: var(--jp-ui-font-color1); }
    }`),
});
