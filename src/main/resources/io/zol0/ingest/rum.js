// ZoL0: tells how this page felt (web vitals, what it loaded from other hosts), once, when it is left. No cookies, nothing is stored.
(() => {
  const share = __SHARE__;
  const script = document.currentScript;
  if (!script || !window.PerformanceObserver || Math.random() >= share || document.visibilityState === 'hidden') {
    return;
  }
  const to = new URL('/rum', script.src).href;
  const found = {};
  const watching = [];
  const watch = (type, take, options) => {
    try {
      const observer = new PerformanceObserver(list => list.getEntries().forEach(take));
      observer.observe({ type, buffered: true, ...options });
      watching.push([observer, take]);
      return observer;
    } catch {
      return undefined; // this browser does not know it
    }
  };
  const navigation = performance.getEntriesByType('navigation')[0];
  const begin = navigation ? navigation.activationStart || 0 : 0;
  const since = time => Math.max(0, time - begin);

  watch('paint', entry => {
    if (entry.name === 'first-contentful-paint') {
      found.fcp = since(entry.startTime);
    }
  });

  // The largest paint counts that was there when somebody first did something; a busy browser may tell of it after that.
  let touched = Infinity;
  watch('largest-contentful-paint', entry => {
    if (entry.startTime <= touched) {
      found.lcp = since(entry.startTime);
    }
  });
  ['keydown', 'click'].forEach(type =>
    addEventListener(type, event => { touched = Math.min(touched, event.timeStamp); }, { once: true, capture: true }));

  // Shifts come in sessions of at most 5 s with gaps of less than 1 s; the worst session counts.
  let session = 0;
  let first = 0;
  let last = 0;
  if (PerformanceObserver.supportedEntryTypes?.includes('layout-shift')) {
    found.cls = 0;
    watch('layout-shift', entry => {
      if (entry.hadRecentInput) {
        return;
      }
      const goesOn = session > 0 && entry.startTime - last < 1000 && entry.startTime - first < 5000;
      session = goesOn ? session + entry.value : entry.value;
      first = goesOn ? first : entry.startTime;
      last = entry.startTime;
      found.cls = Math.max(found.cls, session);
    });
  }

  // Of interactions the slowest counts, but for one in fifty.
  const slowest = new Map();
  let interactions = 0;
  const interaction = entry => {
    if (!entry.interactionId) {
      return;
    }
    if (!slowest.has(entry.interactionId)) {
      interactions++;
    }
    slowest.set(entry.interactionId, Math.max(slowest.get(entry.interactionId) ?? 0, entry.duration));
    if (slowest.size > 10) {
      slowest.delete([...slowest].reduce((a, b) => b[1] < a[1] ? b : a)[0]);
    }
  };
  watch('event', interaction, { durationThreshold: 16 });
  watch('first-input', interaction);

  let told = false;
  const tell = () => {
    if (told) {
      return;
    }
    told = true;
    watching.forEach(([observer, take]) => {
      observer.takeRecords().forEach(take);
      observer.disconnect();
    });
    const durations = [...slowest.values()].sort((a, b) => b - a);
    if (durations.length) {
      const all = performance.interactionCount || interactions;
      found.inp = durations[Math.min(durations.length - 1, Math.floor(all / 50))];
    }
    if (navigation && navigation.responseStart > 0) {
      found.ttfb = since(navigation.responseStart);
    }
    // Calls that the page made go before what it loaded; as many as a report has room for.
    const isCall = entry => ['fetch', 'xmlhttprequest'].includes(entry.initiatorType);
    let room = 12000;
    const calls = performance.getEntriesByType('resource')
      .reverse()
      .sort((a, b) => isCall(b) - isCall(a))
      .map(entry => [entry.name.split(/[?#]/)[0], Math.round(entry.duration * 10) / 10])
      .filter(([url]) => /^https?:/.test(url) && url.length <= 500
        && !url.startsWith(location.origin + '/') && url !== to && url !== script.src.split(/[?#]/)[0])
      .slice(0, 50)
      .filter(([url]) => (room -= url.length + 12) > 0);
    const touch = navigator.maxTouchPoints > 0;
    const width = Math.min(screen.width, screen.height);
    const mobile = navigator.userAgentData?.mobile ?? (touch && width < 600);
    const device = mobile ? 'mobile' : touch && width < 1100 ? 'tablet' : 'desktop';
    const body = JSON.stringify({ page: location.pathname.slice(0, 300), device, ...found, calls });
    fetch(to, {
      method: 'POST', body, keepalive: true, credentials: 'omit', mode: 'no-cors',
      headers: { 'Content-Type': 'text/plain' },
    }).catch(() => {});
  };
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && tell(), { capture: true });
  addEventListener('pagehide', tell, { capture: true });
})();
