// What the other files share: react to changes of the page, style it, and add to the toolbar of a lesson.

// Do something soon after the page has changed: once a frame, however much changed.
export const soon = (what, action) => {
  let scheduled = false;
  new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; action(); });
  }).observe(document.body, { subtree: true, ...what });
};

export const addStyle = text => {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
};

// Add a button, and what belongs to it, to the toolbar of a lesson.
export const addToToolbar = async (shared, panel, place, name, ...nodes) => {
  const [version] = Object.values(shared['@lumino/widgets']);
  const { Widget } = (await version.get())();
  const node = document.createElement('div');
  node.append(...nodes);
  panel.toolbar.insertItem(place, name, new Widget({ node }));
};

export const newButton = (label, action) => {
  const button = document.createElement('button');
  button.className = 'course-button';
  button.textContent = label;
  button.onclick = action;
  return button;
};

// Presenting begins and ends without a change of the window's size: who needs to know is told.
const followers = [];
export const onPageChange = action => { followers.push(action); };
export const pageChanged = () => { for (const action of followers) action(); };
