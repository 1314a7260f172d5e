// The sections of a lesson, from heading to heading: which there are, which is shown, what is closed behind its heading.
const DEEPER = ['go deeper', 'under the hood', 'sources', 'where a figure'];

// Group the cells of a notebook; each group begins at a heading of the first or second level.
export const sectionsOf = notebook => {
  const sections = [];
  for (const cell of notebook.widgets) {
    const heading = cell.model.type === 'markdown' && cell.model.sharedModel.getSource().match(/^(#{1,2}) +(.*)/);
    if (heading || !sections.length) sections.push({ title: heading ? heading[2] : '', cells: [] });
    sections.at(-1).cells.push(cell);
  }
  for (const section of sections) {
    section.deeper = DEEPER.some(words => section.title.toLowerCase().startsWith(words));
  }
  return sections;
};

// Show the cells of one section; the others stay in the page, so that their widgets live on.
export const showOnly = (sections, shown) => {
  for (const section of sections) for (const cell of section.cells) cell.toggleClass('course-off-stage', section !== shown);
};

export const showAll = sections => {
  for (const section of sections) for (const cell of section.cells) cell.removeClass('course-off-stage');
};

// Open a closed section; returns what closes it again, or nothing.
export const openSection = section => {
  const [first] = section.cells;
  if (!first.headingCollapsed) return null;
  const button = first.node.querySelector('.jp-collapseHeadingButton');
  button?.click();
  return () => { if (!first.isDisposed && !first.headingCollapsed) button?.click(); };
};

export const headingOf = section => section.cells[0].node.querySelector('h1, h2') ?? section.cells[0].node;
