import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

function executable() {
  const places = process.env.PATH.split(delimiter).flatMap(folder => COMMANDS.map(name => join(folder, name)));
  const found = places.find(place => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) {
    throw new Error(`None of ${COMMANDS.join(', ')} is on the PATH. Run scripts/setup.sh tests.`);
  }
  return found;
}

/** A browser of this machine that asks nobody for anything but the page. */
export function launch() {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];
  // Chromium's sandbox does not start as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: executable(), args: [...quiet, ...sandbox] });
}
