// Usage: node page.mjs PORT FOLDER
// Looks at the page of the cloud at the port as people do, and prints as JSON what there was to see; screenshots go into
// the folder. What it waits for in vain ends it with an error.
import { join } from 'node:path';
import { Cable } from './cable.mjs';
import { launch } from './chromium.mjs';
import { faintTexts } from './contrast.mjs';

const [port, folder] = process.argv.slice(2);
const LONG = { timeout: 90_000 };
const seen = { requests: [], complaints: [], keyboard: [], views: [], told: [], stepsAtOnce: 0 };

const cable = new Cable(Number(port));
const url = await cable.url();
const browser = await launch();

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('request', request => seen.requests.push(request.url().replace(url, '/')));
  page.on('dialog', dialog => {
    seen.complaints.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('pageerror', error => seen.complaints.push(`error ${error.message}`));
  await page.exposeFunction('complain', text => seen.complaints.push(text));
  await page.addInitScript(() => addEventListener('securitypolicyviolation',
    event => globalThis.complain(`policy ${event.violatedDirective} ${event.blockedURI}`)));
  await page.exposeFunction('stepsAtOnce', count => { seen.stepsAtOnce = Math.max(seen.stepsAtOnce, count); });
  await page.addInitScript(() => new MutationObserver(() => document.querySelectorAll('.rail')
    .forEach(rail => globalThis.stepsAtOnce(rail.querySelectorAll('[aria-current=step]').length)))
    .observe(document, { subtree: true, childList: true, attributeFilter: ['aria-current'] }));
  await page.exposeFunction('told', text => seen.told.push(text));
  await page.addInitScript(() => addEventListener('DOMContentLoaded', () => {
    const latest = document.querySelector('#latest');
    new MutationObserver(() => globalThis.told(latest.textContent)).observe(latest, { childList: true });
  }));
  await page.goto(url);
  await page.locator('#link').getByText('Live', { exact: true }).waitFor();
  return page;
}

/** What has the focus, tab by tab, from the top to the last button. */
async function reachButtons(page) {
  let name;
  do {
    await page.keyboard.press('Tab');
    name = await page.evaluate(() => {
      const at = document.activeElement;
      return at.labels?.[0]?.textContent ?? at.textContent.trim();
    });
    seen.keyboard.push(name);
  } while (name !== 'Push a wrong architecture' && seen.keyboard.length < 20);
}

async function push(page, name) {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
  const said = page.locator('#pushed').getByText('Pushed');
  await said.waitFor();
  return (await said.textContent()).match(/:([0-9.]+) /)[1];
}

/** The row of the rollout of agents/support that ended so with the image. Other targets' rollouts come and go meanwhile. */
async function ended(page, outcome, tag) {
  const row = page.getByRole('table', { name: /last rollouts ended/ }).getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: /^support-[0-9]+/ }) })
    .filter({ has: page.getByRole('cell', { name: outcome, exact: true }) })
    .filter({ has: page.getByText(tag, { exact: true }) });
  await row.waitFor(LONG);
  return row;
}

const page = await open({ viewport: { width: 1600, height: 900 }, colorScheme: 'light' });
await ended(page, 'Promoted', '1.0.0');
await reachButtons(page);
await page.getByLabel('to', { exact: true }).selectOption('agents/support');

seen.good = await push(page, 'Push a good image');
const current = page.getByRole('article', { name: /^support-/ }).filter({ has: page.locator('[aria-current=step]') });
await current.waitFor(LONG);
await page.emulateMedia({ reducedMotion: 'reduce' });
seen.moving = await current.locator('.now .mark').first().evaluate(mark => getComputedStyle(mark).animationName);
seen.underWay = await current.ariaSnapshot();
seen.promoted = await (await ended(page, 'Promoted', seen.good)).textContent();
seen.live = await page.getByRole('row', { name: /^support support\/live/ }).textContent();

seen.bad = await push(page, 'Push a bad image');
const rejected = await ended(page, 'Rejected', seen.bad);
const summary = rejected.locator('summary');
await summary.focus();
await page.keyboard.press('Enter');
seen.why = await rejected.textContent();
// The page is drawn again every second: what is open and in focus stays so.
await page.waitForFunction(text => document.querySelector('#clock').textContent !== text,
  await page.locator('#clock').textContent());
await page.waitForFunction(() => document.activeElement.matches('details[open] > summary'));

const letters = page.locator('#letters');
await letters.getByText('1 message').waitFor(LONG);
await page.locator('details').evaluateAll(all => all.forEach(one => one.toggleAttribute('open', true)));
seen.letter = await letters.innerText();
seen.text = await page.locator('body').innerText();
seen.markup = await page.locator('img, script:not([src^="/_slipway/page/"]), iframe, a:not(.skip)').count();
seen.tree = await page.locator('body').ariaSnapshot();

cable.cut();
await page.locator('#link').getByText('Connection lost').waitFor(LONG);
await page.getByRole('button', { name: 'Push a good image' }).click();
seen.failed = await page.getByRole('alert').getByText('The push failed').textContent();
cable.mend();
await page.locator('#link').getByText('Live', { exact: true }).waitFor(LONG);

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1600]) {
    const view = await open({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    await view.locator('details').evaluateAll(all => all.forEach(one => one.toggleAttribute('open', true)));
    seen.views.push({
      view: `${colorScheme}-${width}`,
      ground: await view.evaluate(() => getComputedStyle(document.body).backgroundColor),
      overflow: await view.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      faint: await view.evaluate(faintTexts),
    });
    await view.screenshot({ path: join(folder, `page-${colorScheme}-${width}.png`), fullPage: true });
    await view.context().close();
  }
}

console.log(JSON.stringify(seen));
await browser.close();
cable.close();
