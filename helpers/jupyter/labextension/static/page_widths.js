// Narrow and wide pages. On a narrow one the label of a list, a slider or a field stands above it: beside it, a long label would
// leave it no room; a table's caption breaks where the page ends, not where the table does. On a wide one a line of text ends
// after about a hundred letters, and a table before its columns fall apart.
import { addStyle } from './page.js';

const ROWS = '.course-lesson .widget-inline-hbox:is(.widget-dropdown, .widget-slider, .widget-text, .widget-textarea)';
const WIDE = 'body:not(.course-presenting) .course-lesson :is(.jp-MarkdownOutput, .jp-OutputArea-output)';
const TABLE = '.course-lesson [role=region]:has(> table)';
const ALONE = '.course-lesson .jp-OutputArea-output.jp-RenderedHTML table';  // of a view without controls: no frame around it
const STYLE = `
  @media (max-width: 600px) {
    .course-lesson { --jp-cell-prompt-width: 0px; --jp-notebook-padding: 2px; --jp-cell-padding: 3px; }
    .course-lesson .jp-RenderedHTMLCommon { padding-right: 0; }
    ${ROWS} { flex-wrap: wrap; height: auto; width: 100% !important; }
    ${ROWS} > .widget-label { flex: 0 0 100%; height: auto; text-align: left; white-space: normal; }
    ${ROWS} > .slider-container { flex: 1 1 60%; }
    .course-fold[open] { display: block; }  /* or a table in it would be as narrow as its title */
    ${TABLE} { container-type: inline-size scroll-state; }
    ${ALONE} { display: block; overflow-x: auto; container-type: inline-size scroll-state; }
    ${ALONE} > caption { display: block; }
    @container scroll-state(scrollable: right) { ${ALONE} > caption::after { content: " (more columns →)"; font-weight: normal; } }
    /* a sentence across the columns ends where the page does, not where the table does */
    :is(${TABLE} > table, ${ALONE}) td[colspan] { padding-right: max(.3em, calc(100% - 100cqi + .6em)) !important; }
    ${TABLE} > table :is(caption, th[colspan]) > span { display: inline-block; max-width: calc(100cqi - .6em); white-space: normal; }
  }
  @media (min-width: 1400px) {
    ${WIDE} :is(p, li, summary) { max-width: 54em; }
    ${WIDE} table { max-width: 1160px; }
  }`;

export default () => ({
  id: 'myeloma-maintenance-course:page-widths',
  autoStart: true,
  activate: () => addStyle(STYLE),
});
