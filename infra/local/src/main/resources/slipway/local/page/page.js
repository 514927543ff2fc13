import { draw, h } from './draw.js';

const MARKS = { DONE: '✓', NOW: '●', FAILED: '✕', AHEAD: '○', NEVER: '–', SKIPPED: '–' };
const STATES = {
  DONE: 'done', NOW: 'under way', FAILED: 'failed', AHEAD: 'to come', NEVER: 'not reached', SKIPPED: 'not declared',
};
const TONES = {
  idle: 'good', 'rolling-out': 'busy', baking: 'busy', 'waiting-for-approval': 'warn', held: 'warn', vetoed: 'warn',
  stuck: 'bad', Promoted: 'good', Unchanged: 'good', Rejected: 'bad', RolledBack: 'bad', Stuck: 'bad', Inconclusive: 'warn',
};
const TONE_MARKS = { good: '✓', busy: '●', warn: '!', bad: '✕' };
// Beats come every 5 s.
const SILENCE = 15_000;

const place = id => document.getElementById(id);
let seen;
let cloud = { now: 0, at: 0 };
let heard = performance.now();
let told;

/* The cloud's time, in milliseconds: it runs faster than the wall's. */
function now() {
  return cloud.now + (performance.now() - cloud.at) * (seen?.scale ?? 1);
}

function clock(time) {
  const text = new Date(time).toISOString();
  const today = text.slice(0, 10) === new Date(now()).toISOString().slice(0, 10);
  return today ? text.slice(11, 19) : text.slice(5, 16).replace('T', ' ');
}

function time(at) {
  return h('time', { datetime: new Date(at).toISOString() }, clock(at));
}

function length(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (most, unit, rest, smaller) => (rest ? `${most} ${unit} ${rest} ${smaller}` : `${most} ${unit}`);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return two(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  }
  return seconds < 86_400
    ? two(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min')
    : two(Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3600), 'h');
}

function empty(text) {
  return [h('p', { class: 'empty', key: 'empty' }, text)];
}

function badge(word) {
  const tone = TONES[word] ?? 'plain';
  const mark = TONE_MARKS[tone];
  return h('span', { class: `badge ${tone}` }, mark && h('span', { 'aria-hidden': 'true' }, `${mark} `), word);
}

function table(caption, headings, rows) {
  return h('table', { key: 'table', role: 'table' },
    h('caption', { class: 'hidden' }, caption),
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      headings.map(heading => h('th', { scope: 'col', role: 'columnheader' }, heading)))),
    h('tbody', { role: 'rowgroup' }, rows.map(row => h('tr', { key: row.key, role: 'row' },
      row.cells.map((cell, index) => index
        ? h('td', { role: 'cell', 'data-label': headings[index] }, cell ? h('div', {}, cell) : h('div', { class: 'none' }, '–'))
        : h('th', { scope: 'row', role: 'rowheader' }, cell))))));
}

function image(one, whole) {
  return one && [
    h('b', { key: 'tag' }, whole && one.repository ? `${one.repository}:${one.tag}` : one.tag || 'untagged'),
    one.digest && [' ', h('code', { key: 'digest' }, one.digest), ' '],
  ];
}

function served(one) {
  return one && [
    image(one.image) ?? '–',
    one.version && h('span', { key: 'version' }, `version ${one.version}`),
    one.status !== 'READY' && h('i', { key: 'status' }, one.status),
  ];
}

function targets() {
  if (!seen.targets.length) {
    return empty('No target is declared. Deploy a stack that declares one, or write a declaration to the parameter /PREFIX/ENVIRONMENT/targets/NAME.');
  }
  return [table('What each target should run, tests, serves and served before',
    ['Target', 'State', 'Desired', 'Candidate', 'Live', 'Previous'],
    seen.targets.map(target => ({
      key: `${target.plane}/${target.name}`,
      cells: [
        [target.name, h('small', {}, target.serves ?? target.repository)],
        [badge(target.state), target.note && h('small', {}, target.note)],
        image(target.desired),
        served(target.candidate),
        served(target.live),
        served(target.previous),
      ],
    })))];
}

function phase(one) {
  const detail = one.note ?? (one.state === 'NOW' && one.until ? `until ${clock(one.until)}` : undefined);
  return h('li', { key: one.name, class: one.state.toLowerCase(), ...(one.state === 'NOW' && { 'aria-current': 'step' }) },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[one.state]),
    h('span', { class: 'name' }, one.name),
    h('span', { class: 'hidden' }, `: ${STATES[one.state]}`),
    h('small', {}, one.since && time(one.since), one.since && detail && ' ', detail));
}

function rail(rollout) {
  // What was not declared is of interest only while one may wonder what comes next.
  const phases = rollout.phases.filter(one => !rollout.ending || one.state !== 'SKIPPED');
  return h('ol', { class: 'rail', key: 'rail', 'aria-label': `Phases of ${rollout.id}` }, phases.map(phase));
}

/* What it waits for, and since when: a phase that does not say since the last line of the timeline. */
function waits(rollout) {
  const current = rollout.phases.find(one => one.state === 'NOW');
  if (!current) {
    return undefined;
  }
  const since = current.since ?? rollout.timeline.at(-1)?.at ?? rollout.startedAt;
  const what = current.name === 'Approval' ? 'Waiting for approval' : current.name;
  return h('p', { class: 'waits', key: 'waits' },
    h('b', {}, what), ' since ', time(since), `, for ${length(now() - since)}`,
    current.until && [', until ', time(current.until)],
    current.name === 'Approval' && [': ', h('code', {}, `scripts/slipway.sh approve ${rollout.target}`)],
    rollout.step && h('small', {}, ` Step Functions is in ${rollout.step.name}, for ${length(now() - rollout.step.since)}.`));
}

function timeline(rollout) {
  return h('ol', { class: 'timeline', key: 'timeline', 'aria-label': `Timeline of ${rollout.id}` },
    rollout.timeline.map((entry, index) => h('li', { key: index },
      h('span', { class: 'after' }, `+${length(entry.at - rollout.startedAt)}`), ' ', entry.what)));
}

function tests(rollout) {
  return rollout.tests.map((test, index) => h('div', { class: 'test', key: `test${index}` },
    h('p', {}, `Smoke test ${test.attempt} of version ${test.version} behind ${test.endpoint}: ${test.finding}, ${test.reason}`),
    test.answers.map(answer => h('p', { class: 'said' },
      `HTTP ${answer.status} after ${answer.millis} ms: `, h('q', {}, answer.said)))));
}

function facts(rollout) {
  return h('p', { class: 'facts', key: 'facts' }, image(rollout.image, true),
    h('span', {}, rollout.versions && `version ${rollout.versions}, `, `by ${rollout.by ?? rollout.cause.toLowerCase()}`,
      ', started ', time(rollout.startedAt)));
}

function under() {
  return seen.under.length
    ? seen.under.map(rollout => h('article', { key: rollout.id, 'aria-label': rollout.id },
      h('h3', {}, rollout.id, rollout.ending && badge(rollout.ending.outcome)),
      facts(rollout), rail(rollout), waits(rollout),
      rollout.ending && h('p', { class: 'waits' }, `${rollout.ending.reason}: ${rollout.ending.explanation}`),
      timeline(rollout), tests(rollout)))
    : empty('Nothing is under way. Push an image to see a rollout.');
}

function outcomes() {
  if (!seen.outcomes.length) {
    return empty('No rollout has ended yet. Push an image to see one.');
  }
  return [table('How the last rollouts ended, the newest first', ['Rollout', 'Outcome', 'Image', 'Why', 'Took'],
    seen.outcomes.map(rollout => ({
      key: rollout.id,
      cells: [
        [rollout.id, h('small', {}, time(rollout.ending.at))],
        badge(rollout.ending.outcome),
        [image(rollout.image), rollout.versions && h('span', {}, `version ${rollout.versions}`)],
        [
          h('b', {}, rollout.ending.reason),
          h('p', {}, rollout.ending.explanation),
          h('details', {}, h('summary', {}, `How ${rollout.id} went`),
            rail(rollout), timeline(rollout), tests(rollout)),
        ],
        h('span', {}, length(rollout.ending.at - rollout.startedAt)),
      ],
    })))];
}

function letters() {
  const full = seen.deadLetters.filter(queue => queue.count);
  if (!full.length) {
    const count = seen.deadLetters.length;
    return empty(count ? `Nothing was given up: ${count} dead-letter queues, all empty.` : 'There is no dead-letter queue.');
  }
  return [h('ul', { class: 'log', key: 'list' }, full.map(queue => h('li', { key: queue.queue },
    h('b', {}, queue.queue), h('span', { class: 'badge bad' }, queue.count === 1 ? '1 message' : `${queue.count} messages`),
    queue.last.map(letter => h('details', { key: letter.id },
      h('summary', {}, 'Message of ', time(letter.sentAt)), h('p', { class: 'said' }, letter.body))))))];
}

function denied() {
  const { total, last } = seen.denials;
  return total
    ? [
      h('p', { key: 'total' }, total > last.length ? `${total} so far; the last ${last.length}:` : `${total} so far.`),
      h('ul', { class: 'log', key: 'list' }, last.map(call => h('li', { key: call.number },
        time(call.at), h('b', {}, call.action), h('span', {}, call.resource), h('small', {}, `${call.caller}: ${call.error}`)))),
    ]
    : empty('No call was denied.');
}

function events() {
  return seen.events.length
    ? [h('ul', { class: 'log', key: 'list' }, seen.events.map(event => h('li', { key: event.id },
      time(event.at), h('b', {}, event.type), event.about && h('span', {}, event.about),
      h('small', {}, `${event.source} on ${event.bus}`, event.rules.length ? ` → ${event.rules.join(', ')}` : ''))))]
    : empty('No event yet.');
}

function endpoints() {
  return seen.endpoints.length
    ? [table('What each endpoint of each runtime serves', ['Endpoint', 'Version', 'Image', 'Status'],
      seen.endpoints.map(one => ({
        key: `${one.runtime}/${one.endpoint}`,
        cells: [`${one.runtime}/${one.endpoint}`, one.serves.version, image(one.serves.image, true), one.serves.status],
      })))]
    : empty('There is no runtime. Deploy one, or create one by the API.');
}

function latest() {
  const rollout = seen.outcomes[0];
  const text = rollout
    && `${rollout.id} ${rollout.ending.outcome}: ${rollout.image.tag}, ${rollout.ending.reason} at ${clock(rollout.ending.at)}`;
  // Said once: a live region that is written again may be read again.
  if (text && told !== rollout.id + rollout.ending.at) {
    told = rollout.id + rollout.ending.at;
    place('latest').textContent = text;
  }
}

function drawAll() {
  if (!seen) {
    return;
  }
  draw(place('place'), [`account ${seen.place.account} in ${seen.place.region}`]);
  draw(place('clock'), [`cloud time ${clock(now())} UTC, ${seen.scale} times as fast as yours`]);
  draw(place('repository'), seen.repositories.map(name => h('option', { key: name, value: name }, name)));
  for (const [id, section] of Object.entries({ targets, under, outcomes, endpoints, letters, denied, events })) {
    draw(place(id), section());
  }
  latest();
}

function link(text, lost) {
  if (place('link').textContent !== text) {
    place('link').textContent = text;
  }
  document.documentElement.classList.toggle('lost', lost);
}

function hear(message) {
  heard = performance.now();
  const told = JSON.parse(message.data);
  cloud = { now: told.now, at: heard };
  seen = told.seen ?? seen;
  link('Live', false);
  drawAll();
}

function listen() {
  const feed = new EventSource('/_slipway/events');
  feed.addEventListener('snapshot', hear);
  feed.addEventListener('beat', hear);
  const again = () => {
    feed.close();
    clearInterval(watch);
    setTimeout(listen, 1000);
  };
  feed.addEventListener('error', () => {
    link('Connection lost: what you see is old. Trying again …', true);
    again();
  });
  heard = performance.now();
  const watch = setInterval(() => {
    if (performance.now() - heard > SILENCE) {
      link('Nothing heard for a while: what you see may be old. Trying again …', true);
      again();
    }
  }, 1000);
}

async function push(button) {
  const [pushed, failed] = [place('pushed'), place('push-failed')];
  const repository = place('repository').value;
  failed.textContent = '';
  pushed.textContent = 'Pushing …';
  try {
    const answer = await fetch('/_slipway/push', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ repository, image: button.dataset.image }),
    });
    const body = await answer.json();
    if (!answer.ok) {
      throw new Error(body.message);
    }
    pushed.textContent = `Pushed ${body.repository}:${body.tag} (${body.digest.slice(7, 19)}).`;
  } catch (error) {
    pushed.textContent = '';
    failed.textContent = `The push failed: ${error.message}`;
  }
}

document.querySelectorAll('button[data-image]')
  .forEach(button => button.addEventListener('click', () => push(button)));
place('export').textContent =
  `AWS_ENDPOINT_URL=${location.origin} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`;
setInterval(drawAll, 1000);
listen();
