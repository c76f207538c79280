// One process for all of them: the one-time invitation is spent once, and one browser serves every test.
import { after } from 'node:test';
import { closeBrowser } from './browser.mjs';
import './map.mjs';
import './zoom.mjs';
import './second-origin.mjs';
import './tracking.mjs';
import './staff.mjs';
import './set-up.mjs';
import './offline.mjs';
import './coverage.mjs';
import './accessibility.mjs';

after(closeBrowser);
