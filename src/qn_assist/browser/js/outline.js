// The page as it is built, without what anybody wrote: for a failure that somebody has to understand.
// Handed in like page.js. What is kept is listed here; everything else is left out.

const ATTRIBUTES = ['class', 'id', 'role', 'type', 'name', 'for', 'disabled', 'aria-expanded', 'aria-selected', 'aria-checked', 'aria-disabled', 'aria-hidden', 'aria-haspopup'];
const INTERFACE = 'button, [role=button], [role=tab], [role=option], [role=menuitem], label, legend, th, h1, h2, h3, h4, .next-dialog-header, .next-drawer-header, .next-message-title, .next-pagination';
const LEFT_OUT = 'script, style, link, meta, base, template, noscript, iframe, object, embed, svg, canvas, img, video, audio, .qn-assist-cloth';
const LONGEST_TEXT = 60, LONGEST_PAGE = 400000;

const escaped = (text) => text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one]);
const folded = (text) => text.normalize('NFKC').replace(/\s+/g, '');

/** A text of the interface, or one that the console's files name; of any other its length. */
function shown(node, { words, css }) {
  const said = folded(node.data);
  if (!said) return '';
  const parent = node.parentElement;
  const personal = css.some((one) => parent.closest(one));
  const own = words.includes(said) || (parent.closest(INTERFACE) && said.length <= LONGEST_TEXT);
  return own && !personal ? escaped(node.data.trim()) : `[${said.length}]`;
}

function outlined(element, question, depth) {
  const name = element.tagName.toLowerCase();
  const kept = ATTRIBUTES.filter((one) => element.hasAttribute(one));
  const attributes = kept.map((one) => ` ${one}="${escaped(element.getAttribute(one))}"`).join('');
  if (element.matches('input, textarea, select')) return `<${name}${attributes}>`;
  const parts = [...element.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [shown(node, question)].filter(Boolean);
    const skipped = node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT);
    return skipped ? [] : [outlined(node, question, depth + 1)];
  });
  const nested = parts.some((part) => part[0] === '<');
  const indent = '\n' + ' '.repeat(depth + 1);
  return `<${name}${attributes}>${nested ? parts.map((part) => indent + part).join('') + '\n' + ' '.repeat(depth) : parts.join(' ')}</${name}>`;
}

return outlined(document.body, question, 0).slice(0, LONGEST_PAGE);
