// Opens every page of a folder in one headless browser, in every size, light and dark and on paper, and writes down what
// is not as it has to be: one JSON list of [page, setting, what] on standard output. With a second folder it leaves a
// picture of each page in each setting there, to be looked at.
//
// A page NAME.html may have NAME.json beside it: `shows` and `hides` are words that must and must not be read in it,
// `sheets` the most sheets of A4 that it may take, `large` says that it is too large for the slow checks.

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, browserPath, pictures] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const SIZES = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
};
const SCHEMES = ["light", "dark"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// A4 less the margins of the page, in CSS pixels.
const PAPER = { width: 672, height: 986 };

const wrong = [];

/** What is wider than the window it is shown in. */
async function overflow(page, note) {
  const [wide, room] = await page.evaluate(() => {
    const root = document.scrollingElement;
    return [root.scrollWidth, root.clientWidth];
  });
  if (wide > room) note(`it scrolls sideways: ${wide} in ${room}`);
}

/** What the page says, as it is rendered; and that it holds nothing that could run or load. */
async function words(page, spec, note) {
  const text = (await page.evaluate(() => document.body.innerText)).replace(/\s+/gu, " ");
  for (const word of spec.shows ?? []) if (!text.includes(word)) note(`it does not show: ${word}`);
  for (const word of spec.hides ?? []) if (text.includes(word)) note(`it shows: ${word}`);
  const active = "script, iframe, object, embed, img, link, form, [onclick], [onerror], [onload], [style], a[href^='javascript' i]";
  const found = await page.evaluate((query) => [...document.querySelectorAll(query)].map((one) => one.outerHTML), active);
  for (const one of found) note(`it holds ${one.slice(0, 100)}`);
  const main = await page.evaluate(() => ["header", "main", "footer", "h1"].map((one) => document.querySelectorAll(one).length));
  if (main.join() !== "1,1,1,1") note(`it has not one header, main, footer and title each: ${main}`);
}

/** Whatever scrolls has a name, is reached with Tab, shows that it is reached, and moves with an arrow. */
async function keyboard(page, note) {
  const scrolls = await page.evaluate(() => {
    document.querySelectorAll("[data-scrolls]").forEach((one) => one.removeAttribute("data-scrolls"));
    const able = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth;
    const found = [...document.querySelectorAll("body *")].filter(able);
    found.forEach((one, at) => {
      one.setAttribute("data-scrolls", String(at));
      one.scrollLeft = 0;
    });
    const named = (one) => one.ariaLabel || document.getElementById(one.getAttribute("aria-labelledby"))?.textContent;
    return found.map((one) => Boolean(named(one)?.trim()));
  });
  scrolls.forEach((named, at) => named || note(`what scrolls as number ${at} has no name`));
  const stops = await page.evaluate(() => document.querySelectorAll("a[href], summary, [tabindex='0']").length);
  const reached = new Set();
  await page.evaluate(() => document.activeElement?.blur());
  // One more, since the round leads past the page itself.
  for (let stop = 0; stop <= stops; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      return { at: one.getAttribute("data-scrolls"), line: getComputedStyle(one).outlineStyle, tag: one === document.body ? null : one.outerHTML.slice(0, 60) };
    });
    if (at.tag === null) continue;
    if (at.line === "none") note(`it does not show that it is reached: ${at.tag}`);
    if (at.at === null || reached.has(at.at)) continue;
    reached.add(at.at);
    await page.keyboard.press("ArrowRight");
    const moved = await page
      .waitForFunction(() => document.activeElement.scrollLeft > 0, null, { timeout: 2000 })
      .catch(() => null);
    if (!moved) note(`what scrolls as number ${at.at} does not move with an arrow`);
  }
  await page.evaluate(() => {
    document.querySelectorAll("[data-scrolls]").forEach((one) => { one.scrollLeft = 0; });
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });
  if (reached.size !== scrolls.length) note(`Tab reaches ${reached.size} of ${scrolls.length} that scroll`);
}

/** What axe finds against WCAG 2.1 A and AA. */
async function accessible(page, rules, note) {
  const found = await page.evaluate(
    (rules) => window.axe.run(document, { runOnly: rules, resultTypes: ["violations"], preload: false }),
    rules,
  );
  for (const { id, help, nodes } of found.violations) note(`axe ${id}: ${help}: ${nodes[0].html} (${nodes.length} times)`);
}

/** A page, with everything that it says to the console or asks for noted. */
async function opened(browser, file, note) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.addInitScript({ path: axe });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  page.on("console", (message) => note(`the console says: ${message.text()}`));
  page.on("pageerror", (error) => note(`an error: ${error.message}`));
  page.on("request", (request) => request.url() === address || note(`it asks for ${request.url()}`));
  await page.goto(address);
  return page;
}

async function picture(page, name, spec, setting) {
  if (!pictures || spec.large) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}-${setting}.png`), fullPage: true });
}

/** The details of a page, all open or all closed. */
function details(page, open) {
  return page.evaluate((open) => document.querySelectorAll("details").forEach((one) => { one.open = open; }), open);
}

async function onScreen(page, name, spec, said) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const scheme of SCHEMES) {
      const note = said(`${size}-${scheme}`);
      await page.emulateMedia({ colorScheme: scheme });
      await overflow(page, note);
      await picture(page, name, spec, `${size}-${scheme}`);
      if (scheme === "light") await words(page, spec, note);
      if (spec.large) continue;
      if (scheme === "light") await keyboard(page, note);
      await details(page, true);
      await overflow(page, (what) => note(`opened, ${what}`));
      // It tells sizes apart by what is hidden, and light from dark by contrast: two of the settings have both of each.
      if (["desktop-light", "phone-dark"].includes(`${size}-${scheme}`)) await accessible(page, RULES, note);
      await details(page, false);
    }
  }
}

async function onPaper(page, name, spec, note) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await overflow(page, note);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  if (ground !== "rgb(255, 255, 255)") note(`it prints on ${ground}`);
  const path = pictures ? { path: join(pictures, `${name}-paper.pdf`) } : {};
  const printed = await page.pdf({ preferCSSPageSize: true, printBackground: false, ...path });
  const code = printed.toString("latin1");
  const sheets = code.match(/\/Type\s*\/Page\b(?!s)/gu)?.length ?? 0;
  const [, width, height] = code.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/u) ?? [];
  if (Math.round(width) !== 595 || Math.round(height) !== 842) note(`a sheet is ${width} by ${height}, which is not A4`);
  if (sheets < 1 || sheets > (spec.sheets ?? 2)) note(`it takes ${sheets} sheets`);
}

const files = readdirSync(folder).filter((file) => file.endsWith(".html")).sort();
const browser = await chromium.launch({ executablePath: browserPath, args: FLAGS });
try {
  for (const file of files) {
    const name = basename(file, ".html");
    const path = resolve(folder, file);
    const spec = JSON.parse(readFileSync(path.replace(/html$/u, "json"), "utf8"));
    const said = (setting) => (what) => wrong.push([name, setting, what]);
    const page = await opened(browser, path, said("opened"));
    await onScreen(page, name, spec, said);
    await onPaper(page, name, spec, said("paper"));
    await page.context().close();
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(wrong));
