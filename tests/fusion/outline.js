// Gives a subtree as an indented outline, so that two drawings can be compared line by line.
// Evaluated in the page: `outline(node)`.
(() => {
  // Left out, because they differ between two drawings of the same thing:
  const ANIMATION = /^(expandInDown|expandOutUp|fadeInDownSmall|fadeOutUpSmall|fadeInUp|fadeOutDown|zoomIn(Big)?|zoomOut(Big)?|slideInRight|slideOutRight|pulse|next-tabs-nav-(appear|enter|leave).*|zoom(In|Out)-active|.*-(enter|leave|appear)(-active)?)$/;
  // How far a table can be scrolled sideways hangs on the style sheet.
  const SCROLLED = new Set(['next-table-scrolling-to-right', 'next-table-ping-left', 'next-table-ping-right']);
  const IGNORED = new Set([
    'style', // sizes and places, measured by script
    'class', // printed apart, without the phases of animations
    'id', 'aria-labelledby', 'for', // random, printed as present
    'value', 'checked', // the properties are compared instead
    'src', // of a preview: the real one may be a data or object address
  ]);

  function attributes(node) {
    const shown = [...node.attributes].filter(({ name }) => !IGNORED.has(name)).map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
    for (const name of ['id', 'aria-labelledby', 'for']) if (node.hasAttribute(name)) shown.push(name);
    if (node.tagName === 'INPUT' && node.type !== 'file') shown.push(`.value=${JSON.stringify(node.value)}`);
    if (node.checked) shown.push('.checked');
    return shown.sort();
  }

  function line(node) {
    const classes = [...node.classList].filter((name) => !ANIMATION.test(name) && !SCROLLED.has(name)).sort();
    const head = [node.tagName.toLowerCase(), ...classes].join('.');
    return [head, ...attributes(node)].join(' ');
  }

  function lines(node, depth) {
    const indent = '  '.repeat(depth);
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() || node.data.includes('\u00a0') ? [`${indent}"${node.data.trim()}"`] : [];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    return [indent + line(node), ...[...node.childNodes].flatMap((child) => lines(child, depth + 1))];
  }

  return (node) => {
    // React cuts a text where a value was put in, we do not: only the joined text counts. A copy, for React holds its cuts.
    const copy = node.cloneNode(true);
    copy.normalize();
    return lines(copy, 0).join('\n');
  };
})()
