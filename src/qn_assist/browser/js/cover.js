// Cover personal data with grey boxes for the time of one picture. Handed in like page.js, into every
// frame. A label whose value it cannot find is told: then no picture is taken.

const CLOTH = 'qn-assist-cloth';
const PRESSED = 'a, button, option, [role=button], [role=tab], [role=menuitem], [role=option], [role=link]';
const HEADING = 'th, [role=columnheader]';
const LONGEST_TEXT = 200;
// Phone numbers, also masked ones, and addresses of mail: under whatever heading they stand.
const SHAPES = /(?<![\d.])1[3-9]\d(\d{8}|[*\u2022]{2,}\d{2,4})(?!\d)|[\w.+-]+@[\w-]+(\.[\w-]+)+/;

const fold = (text) => (text ?? '').normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '');
const all = (scope, css) => [...scope.querySelectorAll(css)];

function visible(node) {
  const wrapper = node.closest('.next-overlay-wrapper');
  if (wrapper && !wrapper.classList.contains('opened')) return false;
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return style.visibility === 'visible' && style.display !== 'none' && box.width > 0 && box.height > 0;
}

/** Not wholly behind an open dialog: what cannot be seen needs no cloth. */
function uncovered(node) {
  const box = node.getBoundingClientRect();
  const steps = [0.02, 0.25, 0.5, 0.75, 0.98];
  const shows = (x, y) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    const panel = top?.closest('.next-drawer, .next-dialog');
    return !panel || panel.contains(node);
  };
  return steps.some((x) => steps.some((y) => shows(x, y)));
}

/** Elements with a short text, and that text: a long one is no label. One walk over the page. */
function shortTexts() {
  const found = new Map();
  const length = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.length;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('script, style, noscript, svg')) return 0;
    const sum = [...node.childNodes].reduce((count, one) => count + length(one), 0);
    if (sum && sum < LONGEST_TEXT && !node.closest(`${PRESSED}, .${CLOTH}`)) found.set(node, fold(node.textContent));
    return sum;
  };
  length(document.body);
  return found;
}

const TEXTS = question.uncover ? new Map() : shortTexts();

/** The smallest visible elements whose whole text is the label, with or without a colon. */
function labelled(label) {
  const is = (node) => (TEXTS.get(node) ?? '').replace(/:$/, '') === fold(label);
  return [...TEXTS.keys()].filter((node) => is(node) && ![...node.children].some(is) && visible(node));
}

/** `买家：张三` in one element. */
function inLine(label) {
  const wanted = `${fold(label)}:`;
  return [...TEXTS].filter(([node, said]) => !node.children.length && said.startsWith(wanted) && said.length > wanted.length && visible(node)).map(([node]) => node);
}

/** The cells below a heading: by the column's own number, else by how many columns stand before it. */
function below(head) {
  const marked = head.querySelector('[data-next-table-col]')?.getAttribute('data-next-table-col') ?? head.getAttribute('data-next-table-col');
  const grid = head.closest('.next-table, table, [role=table], [role=grid]');
  if (!grid) return null;
  const columns = (cells) => cells.reduce((count, one) => count + (one.colSpan ?? 1), 0);
  const line = head.closest('tr, [role=row]');
  const siblings = line ? [...line.children] : [head];
  const first = columns(siblings.slice(0, siblings.indexOf(head))), last = first + (head.colSpan ?? 1);
  const rows = all(grid, 'tr, [role=row]').filter((row) => row !== line && !row.querySelector(HEADING));
  return rows.flatMap((row) => {
    const cells = [...row.children];
    if (marked !== null && cells.some((one) => one.hasAttribute('data-next-table-col'))) {
      return cells.filter((one) => one.getAttribute('data-next-table-col') === marked);
    }
    return cells.filter((one, at) => { const from = columns(cells.slice(0, at)); return from < last && from + (one.colSpan ?? 1) > first; });
  });
}

/** What stands behind a label: the next element, or that of whatever holds nothing but the label. */
function behind(node) {
  const said = fold(node.textContent);
  for (let at = node; at && at !== document.body && fold(at.textContent) === said; at = at.parentElement) {
    if (at.nextElementSibling) return [at.nextElementSibling];
    const text = at.nextSibling;
    if (text?.nodeType === Node.TEXT_NODE && fold(text.data)) return [at.parentElement];
  }
  return null;
}

function valueOf(node) {
  const head = node.closest(HEADING);
  if (head) return below(head);
  const cell = node.closest('td');
  const heads = cell && !cell.parentElement.previousElementSibling; // a table without headings of its own
  return heads ? [...below(cell) ?? [], ...behind(node) ?? []] : behind(node);
}

const shaped = () => all(document, 'body *').filter((node) => [...node.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && SHAPES.test(one.data)));
const typed = () => all(document, 'input, textarea').filter((node) => SHAPES.test(node.value));

function cover({ labels, css }) {
  const found = new Set([...css.flatMap((one) => all(document, one)), ...shaped(), ...typed()]);
  const lost = [];
  for (const label of labels) {
    inLine(label).forEach((node) => found.add(node));
    for (const node of labelled(label)) {
      const values = valueOf(node);
      if (values === null) { if (![...found].some((one) => one.contains(node))) lost.push(label); } else values.forEach((one) => found.add(one));
    }
  }
  for (const node of [...found].filter((one) => visible(one) && uncovered(one))) {
    const box = node.getBoundingClientRect();
    const cloth = document.createElement('div');
    cloth.className = CLOTH;
    cloth.style.cssText = `position:fixed;z-index:2147483647;background:#b8bcc4;border-radius:3px;left:${box.left}px;top:${box.top}px;width:${box.width}px;height:${box.height}px`;
    document.body.append(cloth);
  }
  return [...new Set(lost)];
}

if (question.uncover) { all(document, `.${CLOTH}`).forEach((node) => node.remove()); return []; }
return cover(question);
