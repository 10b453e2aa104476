// Runs Ace over many books in one browser, whose start costs more than a book.
// Arguments: BOOK FOLDER, again and again; report.json of a book goes to its folder.
'use strict';

process.env.ACE_TIMEOUT_INITIAL ||= '60000'; // a busy machine starts a browser slowly
const ace = require('@daisy/ace-core');
const browser = require('@daisy/ace-axe-runner-puppeteer');
const logger = require('@daisy/ace-logger');

// Ace starts and ends the browser for each book: here it meets one that is running.
const runner = { ...browser, launch: async () => {}, close: async () => {} };

async function check(jobs) {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const [book, folder] = job;
    await ace(book, { cwd: process.cwd(), silent: true, outdir: folder }, runner);
  }
}

async function main(names) {
  const jobs = [];
  for (let i = 0; i < names.length; i += 2) jobs.push([names[i], names[i + 1]]);
  logger.initLogger({ silent: true });
  await browser.launch();
  try {
    // Much of a check is waiting for the page: some books at a time fill that.
    await Promise.all(Array.from({ length: 4 }, () => check(jobs)));
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
