// What the console does in the browser itself: keys, colour scheme, time zone, pausing under the reader's eyes, copying.
import { formatter, setZone } from './zol0-zone.js';

const typing = event => {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
};

const tell = (name, detail) => {
  document.querySelector('vaadin-app-layout')?.dispatchEvent(new CustomEvent(name, { detail }));
};

// ---- keyboard: g + letter goes, / searches, ? helps ----
let goingSince = 0;
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event)) {
    return;
  }
  if (document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened]')) {
    return;
  }
  if (event.key === '/' || event.key === '?') {
    event.preventDefault();
    tell(event.key === '/' ? 'zol0-search' : 'zol0-help');
    return;
  }
  const now = performance.now();
  const page = document.querySelector('[data-keys]');
  if (!(goingSince && now - goingSince < 1500) && event.key.length === 1 && page?.dataset.keys.includes(event.key)) {
    event.preventDefault();
    page.dispatchEvent(new CustomEvent('zol0-key', { detail: event.key }));
    return;
  }
  if (event.key === 'g') {
    goingSince = now;
  } else if (goingSince && now - goingSince < 1500 && /^[a-z]$/.test(event.key)) {
    goingSince = 0;
    tell('zol0-go', event.key);
  }
});

// ---- pressing: a press counts where it began ----
// Who mends a field and presses Save makes the field's error go by that press, and with it the button from under the
// pointer. A browser then calls it no click.
const pressable = 'vaadin-button, button, a[href], [role="button"]';
let pressed = null;
document.addEventListener('pointerdown', event => {
  const target = event.button === 0
    ? event.composedPath().find(each => each instanceof Element && each.matches(pressable)) : undefined;
  pressed = target ? { target, x: event.clientX, y: event.clientY } : null;
}, { capture: true, passive: true });
document.addEventListener('pointercancel', () => { pressed = null; }, { passive: true });
document.addEventListener('pointerup', event => {
  const press = pressed;
  pressed = null;
  if (press && press.target.isConnected && !event.composedPath().includes(press.target)
      && Math.hypot(event.clientX - press.x, event.clientY - press.y) < 8) {
    press.target.click();
  }
}, { capture: true, passive: true });

// ---- colour scheme, kept in this browser ----
const schemes = ['light', 'dark'];
window.zol0 = {
  get scheme() {
    try {
      return localStorage.getItem('zol0.scheme') ?? 'system';
    } catch {
      return 'system';
    }
  },
  setScheme(scheme) {
    const root = document.documentElement;
    const fixed = schemes.includes(scheme);
    root.style.colorScheme = fixed ? scheme : '';
    fixed ? root.setAttribute('theme', scheme) : root.removeAttribute('theme');
    try {
      fixed ? localStorage.setItem('zol0.scheme', scheme) : localStorage.removeItem('zol0.scheme');
    } catch {
      // storage is switched off in this browser: the choice lasts until the page is left
    }
    window.dispatchEvent(new Event('zol0-scheme'));
  },
  setZone,
  /** Puts how many alerts nobody has taken before the title of the page. */
  titled() {
    const plain = document.title.replace(/^\(\d+\) /, '');
    const wanted = window.zol0Unread > 0 ? `(${window.zol0Unread}) ${plain}` : plain;
    if (document.title !== wanted) {
      document.title = wanted;
    }
  },
  /** Whether this browser shows alerts outside of the page; kept in it, and only where it allows so. */
  get notices() {
    try {
      return 'Notification' in window && Notification.permission === 'granted'
        && localStorage.getItem('zol0.notices') === 'on';
    } catch {
      return false;
    }
  },
  /** What the button is to say: on, off, refused or missing. */
  noticeState() {
    return !('Notification' in window) ? 'missing'
      : Notification.permission === 'denied' ? 'refused' : window.zol0.notices ? 'on' : 'off';
  },
  async switchNotices() {
    const on = !window.zol0.notices;
    if (on && 'Notification' in window && Notification.permission === 'default') {
      await Notification.requestPermission();
    }
    try {
      localStorage.setItem('zol0.notices', on ? 'on' : 'off');
    } catch {
      // storage is switched off in this browser
    }
    return window.zol0.noticeState();
  },
  /** Several pages of one browser tell of an alert once, for its tag is the same. */
  notice(title, body, path) {
    if (!window.zol0.notices || document.visibilityState === 'visible') {
      return;
    }
    const shown = new Notification(title, { body, tag: path });
    shown.onclick = () => {
      window.focus();
      location.href = path;
    };
  },
  async copy(button, text) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = false;
    }
    const label = button.textContent;
    button.textContent = done ? 'Copied' : 'Select the line and press Ctrl+C';
    setTimeout(() => { button.textContent = label; }, 2000);
  },
};
window.zol0.titled();
new MutationObserver(() => window.zol0.titled())
  .observe(document.head, { subtree: true, childList: true, characterData: true });
matchMedia('(prefers-color-scheme: dark)')
  .addEventListener('change', () => window.dispatchEvent(new Event('zol0-scheme')));

// ---- pausing: rows hold still while the reader points at them or has text selected ----
// Rows that came to lie under a resting pointer, as those of a page that opens by a click do, are not pointed at.
let held = null;
let pointerAt = '';
let selected = false;
let paused = false;
const weigh = () => {
  const now = held !== null || selected;
  if (now !== paused) {
    paused = now;
    tell('zol0-pause', paused);
  }
};
const point = event => {
  if (event.pointerType !== 'mouse') {
    return;
  }
  const at = `${event.clientX},${event.clientY}`;
  const rows = event.target instanceof Element ? event.target.closest('[data-holds]') : null;
  if (rows !== held) {
    held = at === pointerAt ? null : rows;
    weigh();
  }
  pointerAt = at;
};
document.addEventListener('pointerover', point);
document.addEventListener('pointermove', point, { passive: true });
// What is scrolled to under the pointer is pointed at.
document.addEventListener('wheel', () => { pointerAt = ''; }, { passive: true });
document.addEventListener('pointerleave', () => { held = null; weigh(); });
document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  const anchor = selection?.anchorNode?.parentElement;
  selected = !!selection && !selection.isCollapsed && !!anchor?.closest('.page');
  weigh();
});
// After a navigation the rows may be gone without the pointer having moved.
setInterval(() => {
  if (held && !held.matches(':hover')) {
    held = null;
    weigh();
  }
}, 1000);

// ---- the live mark ----
customElements.define('zol0-live-mark', class extends HTMLElement {
  #timer;
  #beat = performance.now();
  #connection = 'connected';
  #unsubscribe = () => {};

  connectedCallback() {
    const store = window.Vaadin?.connectionState;
    if (store) {
      const listener = (_previous, current) => { this.#connection = current; this.#show(); };
      store.addStateChangeListener(listener);
      this.#connection = store.state;
      this.#unsubscribe = () => store.removeStateChangeListener(listener);
    }
    this.#timer = setInterval(() => this.#show(), 500);
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#unsubscribe();
  }

  /** Called by the server once a second. */
  beat() {
    this.#beat = performance.now();
    this.#show();
  }

  #show() {
    const behind = Math.round((performance.now() - this.#beat) / 1000);
    const lost = this.#connection === 'reconnecting' || this.#connection === 'connection-lost' || !navigator.onLine;
    const [state, words] = lost ? ['lost', 'disconnected, trying again']
      : behind >= 3 ? ['behind', `${behind} s behind`]
      : paused ? ['paused', 'paused'] : ['live', 'live'];
    if (this.getAttribute('state') !== state || this.lastChild?.textContent !== words) {
      this.setAttribute('state', state);
      this.innerHTML = '<span class="dot" aria-hidden="true"></span>';
      const text = document.createElement('span');
      text.textContent = words;
      this.append(text);
    }
    // Read out changes of state, not every second that passes.
    const region = document.querySelector('.live-state');
    const said = { lost: 'Disconnected, trying again', behind: 'Figures are behind', paused: '', live: 'Live' }[state];
    if (region && said && region.textContent !== said) {
      region.textContent = said;
    }
  }
});

// ---- times: relative where they are over, of the clock where they are to come; the exact one in the reader's zone on hover ----
const today = formatter({ timeStyle: 'short', hourCycle: 'h23' });
const later = formatter({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const exact = formatter({ dateStyle: 'medium', timeStyle: 'medium' });
const ago = seconds => seconds < 1 ? 'now'
  : seconds < 60 ? `${Math.floor(seconds)} s ago`
  : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago`
  : seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago`
  : `${Math.floor(seconds / 86400)} d ago`;
const times = new Set();
customElements.define('zol0-time', class extends HTMLElement {
  static observedAttributes = ['at'];
  connectedCallback() { times.add(this); this.show(); }
  disconnectedCallback() { times.delete(this); }
  attributeChangedCallback() { this.show(); }
  show() {
    const at = Number(this.getAttribute('at'));
    if (!at) {
      this.textContent = '';
      return;
    }
    const seconds = (Date.now() - at) / 1000;
    // A clock that goes a little ahead makes nothing that is to come.
    const words = seconds > -5 ? ago(seconds) : (seconds > -43200 ? today : later).format(at);
    if (this.textContent !== words) {
      this.textContent = words;
    }
    const title = exact.format(at);
    if (this.title !== title) {
      this.title = title;
    }
  }
});
setInterval(() => { if (!paused) { times.forEach(time => time.show()); } }, 1000);
window.addEventListener('zol0-zone', () => times.forEach(time => time.show()));

// ---- sparklines: a grid holds many, so they are plain SVG ----
customElements.define('zol0-spark', class extends HTMLElement {
  static observedAttributes = ['values'];
  #values = [];
  connectedCallback() {
    this.setAttribute('aria-hidden', 'true');
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    this.feed(waiting);
  }
  /** All values at once, as a grid sets them. */
  attributeChangedCallback(_name, _old, text) {
    this.#values = (text ?? '').split(',').filter(value => value !== '').map(Number);
    this.#draw();
  }
  /** New values, oldest first; the last 60 stay. */
  feed(values) {
    this.#values = [...this.#values, ...values].slice(-60);
    this.#draw();
  }
  #draw() {
    const values = this.#values;
    if (values.length < 2) {
      this.innerHTML = '';
      return;
    }
    const top = Math.max(...values, 1e-9);
    const step = 100 / (values.length - 1);
    const line = values.map((value, i) => `${(i * step).toFixed(1)},${(22 - 20 * value / top).toFixed(1)}`).join(' ');
    this.innerHTML = `<svg viewBox="0 0 100 24" preserveAspectRatio="none">`
      + `<polygon points="0,24 ${line} 100,24"/><polyline points="${line}"/></svg>`;
  }
});
