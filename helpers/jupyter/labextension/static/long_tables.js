// A table or a picture that is longer or wider than its frame says so, until its end is in sight: some systems show no scroll bar.
// A browser that cannot tell (before Chromium 133, and others) shows the frame as it was.
import { addStyle } from './page.js';

const FRAME = '.course-lesson [role=region]:has(> :is(table, figure))';
const SIGN = `position: sticky; bottom: 0; grid-area: 1 / 1; align-self: end; z-index: 4; padding: 0 .6em; font-size: 12px;
  line-height: 1.5; pointer-events: none; background: var(--jp-layout-color2); color: var(--jp-ui-font-color1);`;

export default () => ({
  id: 'myeloma-maintenance-course:long-tables',
  autoStart: true,
  activate: () => addStyle(`
    :where(${FRAME}) { container-type: scroll-state; }
    ${FRAME} > :is(table, figure) { grid-area: 1 / 1; }
    @container scroll-state(scrollable: bottom) {
      ${FRAME}::before { ${SIGN} content: "↓ more below"; left: 0; justify-self: start; }
      ${FRAME}:has(> table)::before { content: "↓ more rows"; }
    }
    @container scroll-state(scrollable: right) {
      ${FRAME}::after { ${SIGN} content: "more columns →"; right: 0; justify-self: end; }
      ${FRAME}:has(> figure)::after { content: "more →"; }
    }`),
});
