// What a page of a book shows: its words, and whether its images are there.
window.look = async (doc) => {
  await Promise.all([...doc.images].map((image) => image.decode().catch(() => {})));
  return {
    text: shown(doc),
    images: [...doc.images].map((image) => [image.naturalWidth, image.naturalHeight]),
    direction: doc.defaultView.getComputedStyle(doc.documentElement).direction,
  };
};

// The text that has a place in the page; what is hidden has none.
function shown(doc) {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  const range = doc.createRange();
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    range.selectNodeContents(node);
    if (!node.data.trim() || range.getClientRects().length) text += node.data;
  }
  return text;
}
