// The time zone that exact times and charts are told in: the browser's, unless another one was chosen in this browser.

const known = zone => {
  try {
    return zone ? new Intl.DateTimeFormat(undefined, { timeZone: zone }).resolvedOptions().timeZone : undefined;
  } catch {
    return undefined;
  }
};
const kept = () => {
  try {
    return localStorage.getItem('zol0.zone');
  } catch {
    return undefined;
  }
};
let zone = known(kept());

/** A formatter of times that follows the zone; options as of Intl.DateTimeFormat. */
export const formatter = options => {
  let made;
  let madeFor;
  const current = () => {
    if (!made || madeFor !== zone) {
      made = new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone });
      madeFor = zone;
    }
    return made;
  };
  return {
    format: at => current().format(at),
    /** By name, as numbers. */
    parts: at => Object.fromEntries(current().formatToParts(at).map(({ type, value }) => [type, Number(value)])),
  };
};

const parts = formatter({
  year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
});

/** How far the clock on the wall is ahead of UTC at a time; both in milliseconds. */
export const offset = at => {
  const { year, month, day, hour, minute, second } = parts.parts(at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
};

/** Empty for the browser's own. */
export const setZone = chosen => {
  zone = known(chosen);
  try {
    zone ? localStorage.setItem('zol0.zone', zone) : localStorage.removeItem('zol0.zone');
  } catch {
    // storage is switched off in this browser: the choice lasts until the page is left
  }
  window.dispatchEvent(new Event('zol0-zone'));
};
