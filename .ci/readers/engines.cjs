// Opens books in foliate-js and epub.js in one Chromium, and says what they show.
// Arguments: [--shots FOLDER] BOOK REPORT, again and again. A report is JSON: for each
// engine the words, images and notes of each page, the cover, and what went wrong.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const puppeteer = require('puppeteer-core');

const ENGINES = ['foliate', 'epubjs'];
const MODULES = path.join(__dirname, '..', 'node_modules');
const FOLDERS = {
  foliate: path.join(MODULES, 'foliate-js'),
  epubjs: path.join(MODULES, 'epubjs', 'dist'),
  jszip: path.join(MODULES, 'jszip', 'dist'),
  own: __dirname,
};
const TYPES = { '.js': 'text/javascript', '.epub': 'application/epub+zip' };
// Both engines work at once, and one of them in a tab behind the other.
const AWAKE = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];
const HEAD = '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">';
const LOOK = '<script src="/own/look.js"></script>';
const STYLE =
  '<style>html { color-scheme: light dark } body { margin: 0 }' +
  ' foliate-view { display: block; width: 600px; height: 800px }</style>';
const PAGES = {
  foliate: `${HEAD}${STYLE}${LOOK}<script type="module" src="/own/foliate.js"></script>`,
  epubjs:
    `${HEAD}${STYLE}${LOOK}<script src="/jszip/jszip.min.js"></script>` +
    '<script src="/epubjs/epub.min.js"></script><script src="/own/epubjs.js"></script>',
};

function serve(books) {
  const server = http.createServer((request, response) => {
    const [, kind, ...rest] = decodeURIComponent(request.url.split('?')[0]).split('/');
    if (kind === 'page') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`${PAGES[rest[0]]}<body></body>`);
      return;
    }
    const file =
      kind === 'book' ? books[Number.parseInt(rest[0], 10)] : fileOf(kind, rest.join('/'));
    if (!file || !fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'text/plain' });
    fs.createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function fileOf(kind, name) {
  const folder = FOLDERS[kind];
  const file = folder && path.resolve(folder, name);
  return file?.startsWith(folder + path.sep) ? file : undefined;
}

async function tab(browser, host, engine, dark) {
  const page = await browser.newPage();
  await page.setViewport({ width: 600, height: 800 });
  if (dark) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  }
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, host: asked } = new URL(request.url());
    if (asked !== host && !['blob:', 'data:', 'about:'].includes(protocol)) {
      problems.push(`request: ${request.url()}`);
    }
  });
  await page.goto(`http://${host}/page/${engine}`);
  await page.waitForFunction('window.show_');
  return { page, problems };
}

async function read({ page, problems }, number, shot) {
  problems.length = 0;
  const report = { sections: [] };
  try {
    Object.assign(report, await page.evaluate((n) => open_(`/book/${n}.epub`), number));
    const names = report.sections;
    report.sections = [];
    for (let at = 0; at < names.length; at += 1) {
      const shown = await page.evaluate((n) => show_(n), at);
      report.sections.push({ name: names[at], ...shown });
      if (shot) {
        await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
        await page.screenshot({ path: `${shot}-${String(at).padStart(2, '0')}.png` });
      }
    }
  } catch (error) {
    problems.push(String(error));
  }
  return { ...report, problems: [...problems] };
}

async function main(names) {
  const shots = names[0] === '--shots' ? names.splice(0, 2)[1] : '';
  const books = names.filter((_, at) => at % 2 === 0);
  const reports = books.map(() => ({}));
  const server = await serve(books);
  const host = `127.0.0.1:${server.address().port}`;
  const browser = await puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-setuid-sandbox', ...AWAKE],
    headless: true,
    timeout: 60000, // a busy machine starts a browser slowly
  });
  const work = async (engine, dark) => {
    const reader = await tab(browser, host, engine, dark);
    for (let at = 0; at < books.length; at += 1) {
      const stem = path.basename(books[at], '.epub');
      const kind = `${stem}-${engine}${dark ? '-dark' : ''}`;
      const found = await read(reader, at, shots && path.join(shots, kind));
      if (!dark) reports[at][engine] = found;
    }
    await reader.page.close();
  };
  try {
    for (const dark of shots ? [false, true] : [false]) {
      await Promise.all(ENGINES.map((engine) => work(engine, dark)));
    }
  } finally {
    await browser.close();
    server.close();
  }
  reports.forEach((report, at) => {
    fs.writeFileSync(names[at * 2 + 1], JSON.stringify(report));
  });
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
