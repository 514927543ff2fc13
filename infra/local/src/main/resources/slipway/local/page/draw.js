// Draws trees of plain objects into the document, and changes only what differs: focus, open details and selections
// stay. Text becomes text nodes and nothing else: there is no way from a string to markup.

/** An element: its attributes, `key` among them to know it again, and its children, of which empty ones are left out. */
export function h(tag, attributes, ...children) {
  return { tag, attributes: attributes ?? {}, children: children.flat(Infinity).filter(child => child || child === 0) };
}

/** Makes the children of an element look as wanted. */
export function draw(parent, wanted) {
  const present = new Map([...parent.childNodes].map((node, index) => [node.drawnKey ?? index, node]));
  const nodes = wanted.map((want, index) => {
    const key = want.attributes?.key ?? index;
    const node = present.get(key);
    if (node && matches(node, want)) {
      present.delete(key);
      return update(node, want);
    }
    return make(want, key);
  });
  present.forEach(node => node.remove());
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) {
      parent.insertBefore(node, parent.childNodes[index] ?? null);
    }
  });
}

function matches(node, want) {
  return want.tag ? node.localName === want.tag : node.nodeType === Node.TEXT_NODE;
}

function make(want, key) {
  const node = want.tag ? document.createElement(want.tag) : document.createTextNode('');
  node.drawnKey = key;
  return update(node, want);
}

function update(node, want) {
  if (!want.tag) {
    if (node.data !== String(want)) {
      node.data = String(want);
    }
    return node;
  }
  // Only what was drawn goes: that details are open is the doing of whoever looks on.
  Object.keys(node.drawnAttributes ?? {})
    .filter(name => !(name in want.attributes))
    .forEach(name => node.removeAttribute(name));
  node.drawnAttributes = want.attributes;
  for (const [name, value] of Object.entries(want.attributes)) {
    if (name !== 'key' && node.getAttribute(name) !== value) {
      node.setAttribute(name, value);
    }
  }
  draw(node, want.children);
  return node;
}
