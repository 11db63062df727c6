// Runs inside the page, handed in with every question and gone after the answer. Reads, points and
// fills; it never clicks. `browser/find.py` builds the questions, docs/selectors.md states the rule.

// The twin of text.py: controls, bidi and zero width, fillers, icon fonts, halves of characters.
const INVISIBLE = new RegExp(
  '[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e' +
  '\\u2060-\\u206f\\u3164\\ud800-\\uf8ff\\ufdd0-\\ufdef\\ufeff\\uffa0\\ufff9-\\ufffb\\ufffe\\uffff' +
  '\\u{e0000}-\\u{e007f}\\u{f0000}-\\u{10ffff}]', 'gu');
const fold = (text) => (text ?? '').normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, '');

const inClosedOverlay = (node) => {
  const wrapper = node.closest('.next-overlay-wrapper');
  return wrapper !== null && !wrapper.classList.contains('opened');
};

function visible(node) {
  if (inClosedOverlay(node)) return false;
  const style = getComputedStyle(node);
  if (style.visibility !== 'visible' || style.display === 'none') return false;
  const box = node.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

const CONTROLS = {
  button: 'button, [role=button], input[type=submit], input[type=button]',
  link: 'a',
  input: 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])',
  textarea: 'textarea',
  radio: 'label.next-radio-wrapper, [role=radio]',
  checkbox: 'label.next-checkbox-wrapper, [role=checkbox]',
  select: '.next-select',
  date: '.next-date-picker2',
  range: '.next-date-picker2',
  upload: '.next-upload-list',
  tab: '[role=tab]',
  option: '[role=option]',
  dialog: '[role=dialog], [role=alertdialog]',
  drawer: '.next-drawer',
  table: '.next-table',
  pagination: '.next-pagination',
  row: 'tr, table.next-table-row',
};

/** Whether a node is of the control type; texts and regions may be any element. */
function isControl(node, control) {
  const css = CONTROLS[control];
  if (!css) return true;
  if (!node.matches(css)) return false;
  const ranged = node.querySelector('.next-date-picker2-input-range') !== null;
  if (control === 'range') return ranged;
  if (control === 'date') return !ranged;
  return control !== 'dialog' || !node.classList.contains('next-drawer');
}

function ownText(node) {
  const copy = node.cloneNode(true);
  for (const part of copy.querySelectorAll('.next-badge-count, .next-badge-scroll-number, sup')) part.remove();
  return copy.textContent;
}

const GENERIC_ARIA = new Set(['select', 'number picker']);

/** What a person would call a form control: its label, else its aria-label, else its placeholder. */
function fieldName(node) {
  const inner = node.matches('input, textarea') ? node : node.querySelector('input, textarea');
  const linked = inner?.id ? document.querySelector(`label[for="${CSS.escape(inner.id)}"]`) : null;
  const item = node.closest('.next-form-item')?.querySelector('.next-form-item-label');
  const label = linked ?? item;
  if (label && fold(label.textContent)) return label.textContent;
  const aria = inner?.getAttribute('aria-label');
  if (aria && !GENERIC_ARIA.has(aria)) return aria;
  return inner?.getAttribute('placeholder') ?? '';
}

function overlayName(node) {
  const heading = node.querySelector('.next-dialog-header, .next-drawer-header, .next-message-title, .driver-popover-title');
  return node.getAttribute('aria-label') ?? heading?.textContent ?? '';
}

function nameOf(node, control) {
  if (['input', 'textarea', 'select', 'date', 'range', 'upload'].includes(control)) return fieldName(node);
  if (control === 'dialog' || control === 'drawer') return overlayName(node);
  if (control === 'option') return node.getAttribute('title') ?? node.textContent;
  if (control === 'button' && node.matches('input')) return node.value;
  return fold(ownText(node)) ? ownText(node) : node.getAttribute('aria-label') ?? '';
}

const ROLE_CSS = {
  button: CONTROLS.button, link: 'a[href], [role=link]', textbox: `${CONTROLS.input}, textarea`, radio: CONTROLS.radio,
  tab: '[role=tab]', dialog: CONTROLS.dialog, option: '[role=option]', combobox: '.next-select, [role=combobox]',
  table: '[role=table], table', row: '[role=row]', heading: 'h1, h2, h3, h4, [role=heading]', alert: '[role=alert]',
  radiogroup: '[role=radiogroup]', navigation: 'nav', img: 'img, [role=img]',
};

const all = (scope, css) => [...scope.querySelectorAll(css)];

/** Elements whose own label stands directly before them: `<span>订单号</span><span>…</span>`. */
function beside(scope, label) {
  const wanted = fold(label);
  return all(scope, '*')
    .filter((node) => node.nextElementSibling && !node.closest('th') && node.textContent.length < wanted.length + 40 && fold(node.textContent) === wanted)
    .map((node) => node.nextElementSibling);
}

const WITNESSES = {
  role: (scope, value) => all(scope, ROLE_CSS[value] ?? `[role="${CSS.escape(value)}"]`),
  text: (scope, value) => all(scope, '*').filter((node) => !node.children.length && fold(node.textContent) === fold(value)),
  label: (scope, value, control) => all(scope, CONTROLS[control] ?? '*').filter((node) => fold(fieldName(node)) === fold(value)),
  placeholder: (scope, value) => all(scope, '[placeholder]').filter((node) => fold(node.placeholder ?? node.getAttribute('placeholder')) === fold(value)),
  id: (scope, value) => all(scope, `[id="${CSS.escape(value)}"]`),
  test_id: (scope, value) => all(scope, `[data-testid="${CSS.escape(value)}"]`),
  css: (scope, value) => all(scope, value),
  class_prefix: (scope, value) => all(scope, `[class*="${CSS.escape(value)}"]`)
    .filter((node) => [...node.classList].some((one) => one.startsWith(value))),
  beside,
};

/** The column index of a header text, read from the table that a row belongs to. */
function columnIndex(table, title) {
  const heads = all(table, 'th');
  const found = heads.filter((head) => fold(head.textContent) === fold(title));
  if (found.length !== 1) return null;
  return found[0].querySelector('[data-next-table-col]')?.getAttribute('data-next-table-col') ?? String(found[0].cellIndex);
}

/** Data cells of a column; the header line of a group is one wide cell and belongs to none. */
const cellsAt = (row, index) => all(row, 'td').filter((cell) => !cell.closest('.next-table-group-header')
  && (cell.getAttribute('data-next-table-col') ?? String(cell.cellIndex)) === index);

const cellAt = (row, index) => cellsAt(row, index)[0];

const wholeWord = (text, key) => {
  const escaped = key.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(^|[^0-9A-Za-z])${escaped}($|[^0-9A-Za-z])`).test((text ?? '').normalize('NFKC'));
};

function keyed(row, spec) {
  if (spec.key === null) return true;
  if (!fold(spec.key)) return false;
  if (!spec.column) return wholeWord(row.innerText, spec.key);
  const table = row.closest('.next-table');
  const index = table && columnIndex(table, spec.column);
  const cell = index === null ? null : cellAt(row, index);
  return cell ? fold(cell.innerText) === fold(spec.key) : false;
}

const describe = (node) => {
  const name = fold(node.innerText ?? node.value ?? '').slice(0, 24);
  return `<${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ''} ${[...node.classList].slice(0, 3).join('.')}> ${name}`;
};

const failure = (why, spec, nodes = []) =>
  ({ ok: false, why, at: spec.ref, candidates: [...new Set(nodes)].slice(0, 6).map(describe) });

/** The rule: exactly one visible control of the type and name, and no witness that points elsewhere. */
function electIn(scope, spec) {
  const fits = (node) => (spec.hidden || visible(node)) && isControl(node, spec.control) && keyed(node, spec);
  const sets = spec.witnesses.map(([kind, value]) => [...new Set(WITNESSES[kind](scope, value, spec.control))].filter(fits));
  const wanted = fold(spec.name); // a name that came out empty is equal to none
  const named = (node) => wanted !== '' && fold(nameOf(node, spec.control)) === wanted;
  const everywhere = wanted && CONTROLS[spec.control] ? all(scope, CONTROLS[spec.control]).filter(fits) : [];
  const pool = [...new Set([...sets.flat(), ...everywhere])];
  const elected = spec.name === null ? pool : pool.filter(named);
  if (spec.many) return { ok: true, nodes: [...new Set(sets.flat())] };
  if (elected.length === 0) return failure('missing', spec, pool);
  if (elected.length > 1) return failure('ambiguous', spec, elected);
  const contradicting = sets.find((set) => set.length && !set.includes(elected[0]));
  if (contradicting) return failure('conflict', spec, [...elected, ...contradicting]);
  return { ok: true, node: elected[0], silent: sets.filter((set) => !set.length).length };
}

function elect(chain) {
  let scope = document;
  let found = null;
  for (const spec of chain) {
    found = electIn(scope, spec);
    if (!found.ok) return found;
    scope = found.node;
  }
  return found;
}

const openDialogs = () => all(document, `${CONTROLS.dialog}, .driver-popover`).filter(visible);

/** What stops all writing, and dialogs beyond those the question expects. */
function obstacles(signs) {
  const has = (css) => css.some((one) => all(document, one).some(visible));
  const frames = all(document, 'iframe').filter(visible).map((node) => node.src);
  const framed = (parts) => frames.some((src) => parts.some((part) => src.includes(part)));
  const refused = all(document, (signs.noPermissionCss.join(',') || 'x-none')).filter(visible).map((node) => node.innerText)
    .find((text) => signs.noPermissionText.some((part) => fold(text).includes(fold(part))));
  return {
    captcha: has(signs.captchaCss) || framed(signs.captchaFrames),
    login: framed(signs.loginFrames),
    permission: refused ?? null,
    dialogs: openDialogs().map((node) => fold(overlayName(node)).slice(0, 60)),
  };
}

const hard = (seen) => seen.captcha || seen.login || seen.permission;

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

const PAUSE_MS = 30;
const LOOK_MS = 50;
const AT_MOST = 3;

/**
 * Ask again until it fits, the time is up, or something hard stands in the way. Time the page was
 * frozen in (laying out a huge table on a busy machine) is no time it had, so a look and its pause
 * count as 80 ms at most, up to three times the limit on the clock.
 */
async function until(check, question) {
  const began = performance.now();
  for (let spent = 0; ;) {
    const looked = performance.now();
    const answer = check();
    if (answer.ok) return answer;
    const seen = obstacles(question.signs);
    if (hard(seen) || spent >= question.timeout || looked - began > AT_MOST * question.timeout) return { ...answer, seen };
    await pause(PAUSE_MS);
    spent += Math.min(performance.now() - looked, LOOK_MS + PAUSE_MS);
  }
}

function hit(node) {
  const target = node.matches('input[type=file]') ? node.parentElement : node;
  target.scrollIntoView({ block: 'center', inline: 'center' });
  const box = target.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const mine = top && (target.contains(top) || top.contains(target) && top.closest('label, a, button') === target.closest('label, a, button') && top.closest('label, a, button'));
  return { x, y, mine: Boolean(mine), by: top ? describe(top) : '' };
}

const disabled = (node) =>
  node.disabled === true || node.getAttribute('aria-disabled') === 'true' || node.classList.contains('disabled') || node.classList.contains('next-disabled');

/** Where to click: uncovered, enabled and not moving between two looks. */
async function point(question) {
  let last = null;
  return until(() => {
    const found = elect(question.chain);
    if (!found.ok) return found;
    if (found.node.closest('.next-table-loading')) return failure('loading', question.chain.at(-1));
    if (disabled(found.node)) return failure('disabled', question.chain.at(-1), [found.node]);
    const spot = hit(found.node);
    if (!spot.mine) return { ...failure('covered', question.chain.at(-1)), candidates: [spot.by] };
    const still = last && Math.abs(last.x - spot.x) < 1 && Math.abs(last.y - spot.y) < 1 && last.node === found.node;
    last = { ...spot, node: found.node };
    if (!still) return failure('moving', question.chain.at(-1));
    if (question.guard !== false) guard(found.node);
    return { ok: true, x: spot.x, y: spot.y, state: stateOf(found.node), silent: found.silent };
  }, question);
}

const GUARDED = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
const GUARD_MS = 2000;
const GUARD = Symbol.for('qn-assist.guard');
const MISSED = Symbol.for('qn-assist.missed');

/** Rows and tabs shift between a look and the click: a click that would land elsewhere is swallowed. */
function guard(node) {
  window[GUARD]?.(); // a look that was not followed by a click must not swallow the next one
  let missed = false;
  const judge = (event) => {
    if (event.type === 'pointerdown') {
      missed = !node.contains(event.target) && !event.target.contains(node);
      window[MISSED] = (window[MISSED] ?? 0) + missed;
    }
    if (!missed) return event.type === 'click' ? lift() : undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    return event.type === 'click' ? lift() : undefined;
  };
  const lift = () => GUARDED.forEach((type) => window.removeEventListener(type, judge, true));
  GUARDED.forEach((type) => window.addEventListener(type, judge, true));
  window[GUARD] = lift;
  setTimeout(lift, GUARD_MS);
}

const stateOf = (node) => ({
  selected: node.getAttribute('aria-selected') === 'true' || node.classList.contains('active'),
  checked: node.getAttribute('aria-checked') === 'true' || node.querySelector('input')?.checked === true,
});

/** Present or, with `gone`, absent. */
async function wait(question) {
  return until(() => {
    const found = elect(question.chain);
    const none = found.nodes?.length === 0;
    if (question.selected && found.ok && !stateOf(found.node).selected) return failure('not chosen', question.chain.at(-1));
    if (!question.gone) return found.ok && !none ? { ok: true } : none ? failure('missing', question.chain.at(-1)) : found;
    return found.ok || found.why !== 'missing' ? failure('still there', question.chain.at(-1)) : { ok: true };
  }, question);
}

function typeInto(node, text) {
  const proto = node instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  node.focus();
  Object.getOwnPropertyDescriptor(proto.prototype, 'value').set.call(node, text);
  node.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
  node.dispatchEvent(new Event('change', { bubbles: true }));
  node.blur();
}

const editable = (node) => (node.matches('input, textarea') ? node : node.querySelector('input, textarea'));

/** One call fills a text control and reads it back. */
async function fill(question) {
  const ready = await point({ ...question, guard: false });
  if (!ready.ok) return ready;
  const found = elect(question.chain);
  if (!found.ok) return found;
  const node = editable(found.node);
  typeInto(node, question.text);
  await pause(0);
  return { ok: true, value: node.value };
}

/** The count in a tab's badge: in its title, because the text holds ten digits for each one shown. */
const badgeOf = (node) => {
  const marked = all(node, '.next-badge').map((one) => one.getAttribute('title') ?? one.querySelector('[title]')?.title);
  return marked.length === 1 ? marked[0] ?? '' : '';
};

function valueOf(node, verb) {
  if (verb === 'badge') return badgeOf(node);
  if (verb === 'choose') {
    const chosen = all(node, CONTROLS.radio).filter((one) => stateOf(one).checked);
    return chosen.length === 1 ? ownText(chosen[0]) : '';
  }
  if (verb === 'select') {
    const shown = all(node, '.next-select-values em, .next-tag-body').map((one) => one.getAttribute('title') ?? one.textContent);
    return shown.join('|');
  }
  if (verb === 'pick_date') return node.querySelector('input')?.value ?? '';
  if (verb === 'pick_range') return all(node, 'input').map((one) => one.value).join('/');
  if (verb === 'attach') return String(all(node, '.next-upload-list-item-done, .next-upload-list-item-success').length);
  return editable(node)?.value ?? node.innerText;
}

/** Many values in one call: `items` are {chain, verb}; verb `text` reads what is shown. */
function lookAt(items) {
  return items.map(({ chain, verb }) => {
    const found = elect(chain);
    if (!found.ok) return found;
    return { ok: true, value: verb === 'text' ? found.node.innerText : valueOf(found.node, verb) };
  });
}

async function values(question) {
  const answer = await until(() => {
    const looks = lookAt(question.items);
    return looks.find((one) => !one.ok) ?? { ok: true, values: looks.map((one) => one.value) };
  }, question);
  return { ...answer, seen: obstacles(question.signs) };
}

const headersOf = (table) => all(table, 'th').map((head) => ({
  title: head.innerText.replace(INVISIBLE, '').trim(),
  index: head.querySelector('[data-next-table-col]')?.getAttribute('data-next-table-col') ?? String(head.cellIndex),
})).filter((head) => head.title);

function cellsOf(row, headers) {
  const cells = {};
  for (const { title, index } of headers) {
    cells[title] = cellsAt(row, index).map((cell) => cell.innerText).join('\n');
  }
  return cells;
}

const bodyRows = (table) => {
  const grouped = all(table, 'table.next-table-row');
  return grouped.length ? grouped : all(table, 'tr.next-table-row');
};

function tableState(table, pagination) {
  const headers = headersOf(table);
  const pick = (css) => pagination?.querySelector(css);
  const number = (text) => (/\d+/.exec(text ?? '') ? Number(/\d+/.exec(text)[0]) : null);
  const next = pick('.next-next');
  return {
    headers: headers.map((head) => head.title),
    rows: bodyRows(table).map((row) => cellsOf(row, headers)),
    loading: table.classList.contains('next-table-loading') || table.parentElement?.querySelector(':scope > .next-loading-masker') !== null,
    empty: table.querySelector('.next-table-empty')?.innerText ?? null,
    total: number(pick('.next-pagination-total')?.textContent),
    current: number(pick('.next-pagination-item.next-current')?.textContent),
    size: number(pick('.next-pagination-size-selector em')?.textContent),
    last: !next || disabled(next),
  };
}

const OVERLAY = '.next-overlay-wrapper, [role=dialog], [aria-modal=true], .driver-overlay, .qn-assist-cloth';

/** Whether something that is no dialog lies over all of it that is in the window: it loads. */
function veiled(node) {
  const box = node.getBoundingClientRect();
  const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
  const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
  if (right <= left || bottom <= top) return false;
  const steps = [0.1, 0.5, 0.9];
  const tops = steps.flatMap((x) => steps.map((y) => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)));
  return tops.every((one) => one && !node.contains(one) && !one.contains(node) && !one.closest(OVERLAY));
}

/** A whole table in one call, as one JSON string: a third of the time of a structure. */
async function table(question) {
  const answer = await until(() => {
    const found = elect(question.chain);
    if (!found.ok) return found;
    const pager = question.pagination ? elect(question.pagination) : null;
    const state = tableState(found.node, pager?.ok ? pager.node : null);
    const wanted = question.page === null || state.current === null || state.current === question.page;
    if (state.loading || !wanted || veiled(found.node)) return failure('loading', question.chain.at(-1));
    if (!state.rows.length && state.empty !== null && !fold(state.empty)) return failure('loading', question.chain.at(-1));
    return { ok: true, json: JSON.stringify(state) };
  }, question);
  return answer;
}

/** Texts of parts of each element of a set, in one call: `parts` are CSS below the element. */
function parts(question) {
  let scope = document;
  for (const spec of question.chain.slice(0, -1)) {
    const found = electIn(scope, spec);
    if (!found.ok) return found;
    scope = found.node;
  }
  const { nodes } = electIn(scope, { ...question.chain.at(-1), many: true });
  const textOf = (node, css) => {
    const found = css ? all(node, css) : [node];
    return found.length === 1 ? found[0].innerText : null;
  };
  return { ok: true, json: JSON.stringify(nodes.map((node) => Object.fromEntries(Object.entries(question.parts).map(([key, css]) => [key, textOf(node, css)])))) };
}

const openMenu = () => all(document, '.next-overlay-wrapper.opened [role=listbox]').filter(visible);

/** An option of the one open select menu; a virtual list is scrolled until the option is drawn. */
async function option(question) {
  let last = null;
  return until(() => {
    const menus = openMenu();
    if (menus.length !== 1) return failure(menus.length ? 'ambiguous' : 'missing', question.chain.at(-1), menus);
    const options = all(menus[0], '[role=option]');
    const fitting = options.filter((one) => fold(nameOf(one, 'option')) === fold(question.option));
    const scroller = menus[0].closest('.next-select-menu-wrapper');
    if (!fitting.length && scroller && scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
      scroller.scrollTop += scroller.clientHeight / 2;
      return failure('moving', question.chain.at(-1));
    }
    if (fitting.length !== 1) return { ...failure(fitting.length ? 'ambiguous' : 'no option', question.chain.at(-1)), candidates: options.map((one) => nameOf(one, 'option')) };
    const spot = hit(fitting[0]);
    const still = last && Math.abs(last.y - spot.y) < 1;
    last = spot;
    if (!still || !spot.mine) return failure('moving', question.chain.at(-1));
    guard(fitting[0]);
    return { ok: true, x: spot.x, y: spot.y };
  }, question);
}

/** The committing button of the one open date panel, at rest; none where the picker has none. */
async function pickerOk(question) {
  let last = null;
  return until(() => {
    const buttons = all(document, '.next-overlay-wrapper.opened .next-date-picker2-footer-ok').filter(visible);
    if (buttons.length !== 1 || disabled(buttons[0])) return { ok: true, button: null };
    const spot = hit(buttons[0]);
    const still = last && Math.abs(last.x - spot.x) < 1 && Math.abs(last.y - spot.y) < 1;
    last = spot;
    if (!still || !spot.mine) return failure('moving', question.chain.at(-1), buttons);
    guard(buttons[0]);
    return { ok: true, button: { x: spot.x, y: spot.y } };
  }, question);
}

/** A committed panel goes away; until it has, it lies over the fields below. */
async function pickersClosed(question) {
  return until(() => {
    const panels = all(document, '.next-date-picker2-overlay').filter((node) => node.closest('.next-overlay-wrapper') && visible(node));
    return panels.length ? failure('still there', question.chain.at(-1), panels) : { ok: true };
  }, question);
}

/** Where to click for the first (0) or second (1) end of a range. */
async function rangeEnd(question) {
  const ready = await point({ ...question, guard: false });
  if (!ready.ok) return ready;
  const spot = hit(all(elect(question.chain).node, 'input')[question.at]);
  return { ok: true, x: spot.x, y: spot.y };
}

/** The one file input of an upload; hidden from people, so elected through its visible list. */
function fileInput({ chain }) {
  const found = elect(chain);
  const inputs = found.ok ? all(found.node, 'input[type=file]') : [];
  return inputs.length === 1 ? inputs[0] : null;
}

/** Every file has become a finished card. */
async function uploaded(question) {
  return until(() => {
    const found = elect(question.chain);
    if (!found.ok) return found;
    const done = Number(valueOf(found.node, 'attach'));
    return done === question.count ? { ok: true } : failure('loading', question.chain.at(-1), [found.node]);
  }, question);
}

/** A frame around what was filled, so that a person sees what would be written. */
function highlight(question) {
  for (const { chain } of question.items) {
    const found = elect(chain);
    if (!found.ok) continue;
    // The frame around a text area hides what lies outside of it.
    const inside = found.node.tagName === 'TEXTAREA';
    Object.assign(found.node.style, { outline: '3px solid #ff6a00', outlineOffset: inside ? '-3px' : '0' });
  }
  return { ok: true };
}

const OPERATIONS = {
  point, wait, fill, values, table, parts, option, pickerOk, highlight, rangeEnd, pickersClosed, fileInput, uploaded,
  missed: () => ({ ok: true, count: window[MISSED] ?? 0 }),
  obstacles: ({ signs }) => ({ ok: true, seen: obstacles(signs) }),
};
