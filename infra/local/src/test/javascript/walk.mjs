// What every walk needs. Where the cloud is, and the keys, the SDK takes from the environment.
import assert from 'node:assert/strict';

const DEADLINE_SECONDS = 60;

/** Every item of every page. */
export async function all(pages, items) {
  const found = [];
  for await (const page of pages) {
    found.push(...items(page));
  }
  return found;
}

/** Asks until the answer will do, and gives it. */
export async function eventually(what, ask, willDo) {
  const deadline = Date.now() + DEADLINE_SECONDS * 1000;
  for (;;) {
    const answer = await ask();
    if (willDo(answer)) {
      return answer;
    }
    assert.ok(Date.now() < deadline, `waited ${DEADLINE_SECONDS} s in vain until ${what}, last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
