// Opens books in foliate-js as its own reader does; see engines.cjs.
import '/foliate/view.js';
import { FootnoteHandler } from '/foliate/footnotes.js';

// What the reader of foliate-js adds to a page: its colours follow the device's.
const STYLE = `
  html { color-scheme: light dark }
  @media (prefers-color-scheme: dark) { a:link { color: lightblue } }
`;
let view;

window.open_ = async (url) => {
  const data = await (await fetch(url)).blob();
  view = document.createElement('foliate-view');
  document.body.replaceChildren(view);
  await view.open(new File([data], 'book.epub', { type: 'application/epub+zip' }));
  view.renderer.setStyles(STYLE);
  const { book } = view;
  const cover = await book.getCover();
  const picture = cover && (await createImageBitmap(cover));
  const lines = (list) => (list ?? []).flatMap((x) => [x.href, ...lines(x.subitems)]);
  return {
    sections: book.sections.map((section) => section.id),
    title: book.metadata.title,
    contents: lines(book.toc),
    cover: picture && [picture.width, picture.height],
  };
};

window.show_ = async (number) => {
  await view.goTo(number);
  const { doc } = view.renderer.getContents()[0];
  return { ...(await look(doc)), notes: await notes(doc) };
};

async function notes(doc) {
  const shown = [];
  const handler = new FootnoteHandler();
  for (const link of doc.querySelectorAll('[role=doc-noteref]')) {
    const rendered = new Promise((resolve, reject) => {
      handler.addEventListener('render', (event) => resolve(event.detail), { once: true });
      const pass = (event) =>
        Promise.resolve(handler.handle(view.book, event))
          .then((found) => found ?? reject(new Error('not taken for a note')))
          .catch(reject);
      view.addEventListener('link', pass, { once: true });
    }).catch(String);
    handler.addEventListener('before-render', ({ detail }) => {
      document.body.append(detail.view);
    }, { once: true });
    link.click();
    const detail = await Promise.race([rendered, later()]);
    shown.push({
      target: link.getAttribute('href').slice(1),
      type: detail.type ?? String(detail),
      text: detail.view?.renderer.getContents()[0].doc.body.textContent ?? '',
    });
    detail.view?.remove();
  }
  return shown;
}

function later() {
  return new Promise((resolve) => setTimeout(() => resolve('nothing popped up'), 10000));
}
