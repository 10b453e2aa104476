// Opens books in epub.js in a page of a fixed size; see engines.cjs.
/* global ePub */
let book, rendition;

window.open_ = async (url) => {
  rendition?.destroy();
  book?.destroy();
  const area = document.createElement('div');
  area.id = 'area';
  document.body.replaceChildren(area);
  book = ePub(await (await fetch(url)).arrayBuffer());
  rendition = book.renderTo(area, { width: 600, height: 800, spread: 'none' });
  rendition.themes.default(
    matchMedia('(prefers-color-scheme: dark)').matches
      ? { body: { background: '#111 !important', color: '#ddd !important' } }
      : {},
  );
  await book.ready;
  await rendition.display();
  const address = await book.coverUrl();
  const picture = address && (await createImageBitmap(await (await fetch(address)).blob()));
  const lines = (list) => list.flatMap((x) => [x.href, ...lines(x.subitems ?? [])]);
  return {
    sections: book.spine.spineItems.map((section) => section.href),
    title: book.packaging.metadata.title,
    contents: lines(book.navigation.toc),
    cover: picture && [picture.width, picture.height],
  };
};

window.show_ = async (number) => {
  await rendition.display(number);
  const doc = rendition.getContents()[0].document;
  return { ...(await look(doc)), notes: await notes(number) };
};

// A note counts as shown if following its number brings its first line into the page.
async function notes(number) {
  const shown = [];
  const count = current().querySelectorAll('[role=doc-noteref]').length;
  for (let at = 0; at < count; at += 1) {
    await rendition.display(number);
    const link = current().querySelectorAll('[role=doc-noteref]')[at];
    const target = link.getAttribute('href').slice(1);
    link.click();
    for (let tries = 0; tries < 330 && !isInPage(current().getElementById(target)); tries += 1) {
      await new Promise((done) => setTimeout(done, 30));
    }
    const note = current().getElementById(target);
    shown.push({
      target,
      type: isInPage(note) ? 'footnote' : 'not in the page',
      text: note?.textContent ?? '',
    });
  }
  return shown;
}

function current() {
  return rendition.getContents()[0].document;
}

function isInPage(note) {
  const line = note?.getClientRects()[0];
  if (!line) return false;
  const frame = note.ownerDocument.defaultView.frameElement.getBoundingClientRect();
  const page = rendition.manager.container.getBoundingClientRect();
  const left = frame.left + line.left;
  return left >= page.left - 1 && left < page.right && frame.top + line.top < page.bottom;
}
