// What a page of a book shows: its words, and whether its images are there.
window.look = async (doc) => {
  await Promise.all([...doc.images].map((image) => image.decode().catch(() => {})));
  // A page that is not laid out yet, on a busy machine, is not one without words.
  for (let tries = 0; tries < 100 && !shown(doc).trim(); tries += 1) {
    if (!doc.body.textContent.trim()) break;
    await new Promise((done) => setTimeout(done, 100));
  }
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
