// A question for a room: hands are counted at each option and drawn as bars. Nothing is kept, nothing is sent.
const onStage = selector => [...document.querySelectorAll(selector)].filter(node => node.offsetParent !== null);

const draw = inputs => {
  const counts = inputs.map(other => Math.max(0, Number(other.value) || 0));
  const most = Math.max(1, ...counts);
  inputs.forEach((other, place) => { other.courseBar.style.width = `${(100 * counts[place]) / most}%`; });
};

const field = (option, inputs) => {
  const row = document.createElement('div');
  row.className = 'course-hands';
  const input = document.createElement('input');
  input.type = 'number';
  input.min = 0;
  input.setAttribute('aria-label', `Hands for: ${option.textContent.trim()}`);
  const fill = document.createElement('div');
  fill.className = 'course-hands-bar';
  input.courseBar = fill;
  inputs.push(input);
  input.addEventListener('input', () => draw(inputs));
  row.append(input, fill);
  option.after(row);
};

// Open fields for a show of hands at the options in sight, or take them away.
export const showHands = () => {
  const shown = onStage('.course-hands');
  if (shown.length) {
    for (const row of shown) row.remove();
    return;
  }
  const inputs = [];
  for (const option of onStage('.course-option')) field(option, inputs);
  inputs[0]?.focus();
};

// Reveal what a prediction in sight hides: with the room's guess, or without one. The presenter may have guessed before.
export const reveal = () => {
  const [prediction] = onStage('.course-prediction');
  if (!prediction) return;
  const guessed = [...prediction.querySelectorAll('input[type="text"]')].some(input => input.value.trim());
  const wanted = guessed ? 'Reveal' : 'Skip the guess';
  [...prediction.querySelectorAll('button')].find(button => button.textContent.trim() === wanted)?.click();
};

// Open or close the part with this number behind the first view in sight.
export const toggleFold = number => {
  const height = window.innerHeight;
  const view = onStage('.course-view, .jp-OutputArea-output').find(node => {
    const { top, bottom } = node.getBoundingClientRect();
    return top < height && bottom > 0 && node.querySelector('details');
  });
  view?.querySelectorAll('details > summary')[number - 1]?.click();
};
