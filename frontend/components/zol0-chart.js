// <zol0-chart>: ApexCharts behind one element that is fed with new points only and drops what left its window.
import ApexCharts from '/webjars/apexcharts/3.30.0/dist/apexcharts.esm.js';
import { button, save, saveFigures } from './zol0-save.js';
import { formatter, offset } from './zol0-zone.js';

const sizes = ['', 'k', 'M', 'G'];
const three = value => Number(value.toPrecision(3)).toString();
const scaled = value => {
  let size = 0;
  while (Math.abs(value) >= 999.5 && size < sizes.length - 1) {
    value /= 1000;
    size++;
  }
  return three(value) + (sizes[size] ? `\u00a0${sizes[size]}` : '');
};
/** The same switching of units as on the server: see Figures. Times come in milliseconds. */
const figure = (value, unit, missing) => {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return missing;
  }
  if (unit === 'B' || unit === 'B/s') {
    const text = scaled(value);
    return text + (/\d$/.test(text) ? '\u00a0' : '') + unit;
  }
  if (unit !== 'ms') {
    return unit === '/s' ? `${scaled(value)}/s` : scaled(value) + (unit ? `\u00a0${unit}` : '');
  }
  if (value === 0) {
    return '0\u00a0ms';
  }
  return value < 0.9995 ? `${three(value * 1000)}\u00a0µs`
    : value < 999.5 ? `${three(value)}\u00a0ms` : `${three(value / 1000)}\u00a0s`;
};
const clock = formatter({ timeStyle: 'medium', hourCycle: 'h23' });
const day = formatter({ day: 'numeric', month: 'short' });
const shortClock = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const minute = 60_000;
const hour = 60 * minute;
const wholeDay = 24 * hour;
/** Between two times on an axis: round ones by the clock on the wall. */
const steps = [1, 2, 5, 10, 15, 30].map(each => each * minute)
  .concat([1, 2, 3, 6, 12].map(each => each * hour), [1, 2, 7, 14].map(each => each * wholeDay));
/** A line as its chart draws it: the dashes tell it apart without colour. */
const sample = (series, colour) => '<svg class="chart-sample" width="34" height="10" aria-hidden="true">'
  + `<line x1="0" y1="5" x2="34" y2="5" stroke="${colour}" stroke-width="2" stroke-dasharray="${series.dash ?? 0}"/></svg>`;
let count = 0;

class Zol0Chart extends HTMLElement {
  #options;
  #points = [];
  #marks = [];
  #shades = [];
  #chart;
  #width = 0;
  #height = 0;
  #held = false;
  #stale = false;
  #frame = 0;
  #picture;
  #table;
  #button;
  #png;
  #showsTable = false;
  #dotted = false;
  /** Whether anything was heard: before, nothing is not what there is. */
  #fed = false;
  /** Colours as they are since it was drawn: looking them up takes the browser more than drawing with them. */
  #quiet;
  #line;
  /** The library's own looking after sizes comes late, and draws NaN where the picture is just not shown. */
  #resize = new ResizeObserver(entries => {
    const width = Math.floor(entries[0].contentRect.width);
    const height = Math.floor(entries[0].contentRect.height);
    if (width === 0 || height === 0 || (width === this.#width && height === this.#height)) {
      return;
    }
    this.#width = width;
    this.#height = height;
    if (this.#chart) {
      this.#chart.updateOptions({ chart: { width, height } }, true, false, false);
    } else {
      this.#draw();
    }
  });
  #recolour = () => {
    if (this.#chart) {
      this.#chart.destroy();
      this.#chart = undefined;
      this.#draw();
    }
  };

  connectedCallback() {
    if (!this.#picture) {
      this.#picture = document.createElement('div');
      this.#picture.className = 'chart-picture';
      this.#table = document.createElement('div');
      this.#table.className = 'chart-table';
      this.#table.tabIndex = 0;
      this.#table.hidden = true;
      this.#png = button('PNG', 'Save the chart as a picture', () => this.#savePicture());
      this.#button = button('Show as table', '', () => this.#toggle());
      const tools = document.createElement('div');
      tools.className = 'chart-tools';
      tools.append(button('CSV', 'Save the figures of the chart as a file', () => this.#saveFigures()), this.#png, this.#button);
      this.append(this.#picture, this.#table, tools);
      // The picture holds still under the pointer, so that its figures can be read.
      this.#picture.addEventListener('pointerenter', event => { this.#held = event.pointerType === 'mouse'; });
      this.#picture.addEventListener('pointerleave', () => { this.#held = false; this.#later(); });
    }
    window.addEventListener('zol0-scheme', this.#recolour);
    window.addEventListener('zol0-zone', this.#recolour);
    this.#resize.observe(this.#picture);
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    waiting.forEach(([name, argument]) => this[name](argument));
  }

  disconnectedCallback() {
    window.removeEventListener('zol0-scheme', this.#recolour);
    window.removeEventListener('zol0-zone', this.#recolour);
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#width = 0;
  }

  /** {type, title, unit, seconds, series: [{name, color}], group, missing: what is said where there is no value} */
  configure(options) {
    this.#options = options;
    this.#describe();
    this.#draw();
  }

  /** Other words where there is no value. */
  miss(words) {
    this.#options.missing = words;
    this.#recolour();
  }

  /** Spans of time that are shaded: {from, to, color}, in milliseconds. */
  shade(shades) {
    this.#shades = shades;
    this.#recolour();
  }

  /** What happened, each {at: milliseconds, label}: a line across, with its label at its head. */
  mark(marks) {
    this.#marks = marks;
    this.#recolour();
  }

  clear() {
    this.#points = [];
    this.#fed = false;
    this.#recolour();
    this.#later();
  }

  /** New points, oldest first, each [milliseconds, value of series 1, …]; the newest may be replaced, older ones are left out. */
  feed(points) {
    let newest = this.#points.at(-1)?.[0] ?? -Infinity;
    for (const point of points) {
      if (point[0] === newest) {
        // The step that was still being counted.
        this.#points[this.#points.length - 1] = point;
      } else if (point[0] > newest) {
        this.#points.push(point);
        newest = point[0];
      }
    }
    if (!this.#fed) {
      this.#fed = true;
      this.#recolour();
    }
    const oldest = newest - this.#options.seconds * 1000;
    const keep = this.#points.findIndex(point => point[0] > oldest);
    if (keep > 0) {
      this.#points.splice(0, keep);
    }
    this.#later();
  }

  #later() {
    this.#stale = true;
    if (!this.#frame && !this.#held) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        if (this.#stale && !this.#held && this.isConnected) {
          this.#stale = false;
          this.#refresh();
        }
      });
    }
  }

  #refresh() {
    this.#describe();
    const dotted = this.#isSparse();
    if (dotted !== this.#dotted) {
      this.#dotted = dotted;
      this.#recolour();
    }
    if (this.#showsTable) {
      this.#fillTable();
    } else if (this.#chart) {
      this.#chart.updateSeries(this.#series(), false);
    } else {
      this.#draw();
    }
  }

  #isSparse() {
    const called = this.#points.filter(point => point[1] !== null).length;
    return this.#options.type === 'line' && called < this.#points.length / 2;
  }

  #series() {
    return this.#options.series.map((series, i) => ({
      name: series.name,
      data: this.#points.map(point => [point[0], this.#options.type === 'heat' ? point[i + 1] ?? 0 : point[i + 1]]),
    }));
  }

  /** Colours come from the style sheet; a probe turns light-dark() and var() into what they are now. */
  #colour(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(--zol0-${name})`;
    this.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  /** A time as exactly as it takes. */
  #moment(at) {
    return this.#options.seconds > 129600 ? `${day.format(at)}, ${shortClock.format(at)}` : clock.format(at);
  }

  #draw() {
    if (!this.#options || this.#chart || this.#showsTable || this.#width === 0) {
      return;
    }
    const { type, unit, series, group, missing } = this.#options;
    const heat = type === 'heat';
    const quiet = this.#quiet = this.#colour('quiet');
    const line = this.#line = this.#colour('line');
    const dark = getComputedStyle(this).colorScheme === 'dark'
      || (getComputedStyle(this).colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    const colours = series.map(each => this.#colour(each.color));
    const label = { style: { colors: quiet, fontSize: '12px', fontFamily: 'inherit' } };
    const options = {
      chart: {
        type: heat ? 'heatmap' : type,
        id: `zol0-chart-${++count}`,
        group: heat ? undefined : group,
        stacked: type === 'area',
        height: this.#height,
        width: this.#width,
        redrawOnParentResize: false,
        redrawOnWindowResize: false,
        fontFamily: 'inherit',
        foreColor: quiet,
        // Not transparent, so that a saved picture can be read as well.
        background: this.#colour('panel'),
        // A live chart that slides would never come to rest; it steps instead, for everybody.
        animations: { enabled: false },
        toolbar: { show: false },
        zoom: { enabled: false },
        selection: { enabled: false },
        parentHeightOffset: 0,
        events: {
          mounted: (_chart, { globals }) => this.#placeTimes(globals),
          updated: (_chart, { globals }) => this.#placeTimes(globals),
        },
      },
      series: this.#series(),
      annotations: { xaxis: heat ? this.#lines() : [...this.#lines(), ...this.#spans()] },
      colors: heat ? [this.#colour('blue')] : colours,
      theme: { mode: dark ? 'dark' : 'light' },
      dataLabels: { enabled: false },
      legend: {
        show: !heat && series.length > 1,
        position: 'top',
        horizontalAlign: 'left',
        fontSize: '13px',
        offsetX: -8,
        labels: { colors: this.#colour('text') },
        markers: type === 'line'
          ? {
            width: 34,
            height: 10,
            radius: 0,
            fillColors: series.map(() => 'transparent'),
            customHTML: series.map((each, i) => () => sample(each, colours[i])),
          }
          : { width: 10, height: 10, radius: 2 },
        onItemHover: { highlightDataSeries: false },
      },
      stroke: heat ? { width: 1, colors: [this.#colour('panel')] } : {
        width: type === 'area' ? 1 : 2,
        curve: 'straight',
        dashArray: type === 'line' ? series.map(each => each.dash ?? 0) : 0,
      },
      fill: { type: 'solid', opacity: type === 'area' ? 0.8 : 1 },
      // A lone second between gaps has no line to be seen by.
      markers: { size: this.#dotted ? 2.5 : 0, strokeWidth: 0, hover: { size: 3 } },
      grid: { borderColor: line, strokeDashArray: 0, padding: { left: 4, right: 8, top: -12, bottom: 0 } },
      xaxis: {
        type: heat ? 'category' : 'datetime',
        range: heat ? undefined : this.#options.seconds * 1000,
        // The library's own are as far from each other everywhere, and so at no round time; they keep the room for ours.
        labels: { ...label, rotate: 0, formatter: () => '\u00a0' },
        axisBorder: { color: line },
        axisTicks: { show: false },
        tooltip: { enabled: false },
        crosshairs: { stroke: { color: quiet, width: 1, dashArray: 3 } },
      },
      yaxis: {
        min: heat ? undefined : least => Math.min(0, least),
        max: this.#options.most ?? undefined,
        // A scale made nice goes beyond what there can be at most.
        forceNiceScale: this.#options.most == null,
        tickAmount: 4,
        labels: {
          ...label,
          minWidth: 56,
          maxWidth: heat ? 90 : 70,
          formatter: value => heat ? value : figure(value, unit),
        },
      },
      tooltip: {
        shared: !heat,
        intersect: heat,
        theme: dark ? 'dark' : 'light',
        x: { formatter: value => this.#moment(heat ? this.#points[value - 1]?.[0] ?? Number(value) : value) },
        y: { formatter: value => heat ? `${value} calls` : figure(value, unit, missing) },
      },
      plotOptions: heat ? { heatmap: { radius: 0, enableShades: false, colorScale: { ranges: this.#heatRanges() } } } : {},
      noData: { text: this.#fed ? `${missing[0].toUpperCase()}${missing.slice(1)} in this time` : '', style: { color: quiet, fontSize: '14px' } },
    };
    this.#chart = new ApexCharts(this.#picture, options);
    this.#chart.render();
    this.#describe();
  }

  #lines() {
    const line = this.#colour('quiet');
    const within = this.#points.length ? [this.#points[0][0], this.#points.at(-1)[0]] : [0, -1];
    return this.#marks.filter(mark => mark.at >= within[0] && mark.at <= within[1]).map(mark => ({
      x: mark.at,
      borderColor: line,
      strokeDashArray: 3,
      label: {
        text: mark.label,
        orientation: 'horizontal',
        borderColor: line,
        style: { background: this.#colour('panel'), color: this.#colour('text'), fontSize: '11px', fontFamily: 'inherit' },
      },
    }));
  }

  /** At least as wide as can be seen. */
  #spans() {
    return this.#shades.map(shade => ({
      x: shade.from,
      x2: Math.max(shade.to, shade.from + this.#options.seconds * 2),
      fillColor: this.#colour(shade.color),
      borderColor: this.#colour(shade.color),
      opacity: 0.25,
      strokeDashArray: 0,
    }));
  }

  /** The axis of time: round times, as many as there is room for, drawn into the picture so that they are saved with it. */
  #placeTimes({ translateX, translateY, gridWidth, gridHeight }) {
    const drawing = this.#picture.querySelector('svg');
    if (!drawing || !this.#points.length) {
      return;
    }
    const heat = this.#options.type === 'heat';
    const column = heat ? gridWidth / this.#points.length : 0;
    const to = this.#points.at(-1)[0];
    const from = heat ? this.#points[0][0] : to - this.#options.seconds * 1000;
    const step = steps.find(each => (to - from) / each <= gridWidth / 72) ?? steps.at(-1);
    const times = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    times.setAttribute('class', 'chart-times');
    const append = (name, attributes) => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', name);
      Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
      times.append(made);
      return made;
    };
    const bottom = translateY + gridHeight;
    const first = Math.ceil((from + offset(from)) / step) * step;
    const timeOf = wall => wall - offset(wall - offset(from));
    for (let wall = first, at = timeOf(wall); at <= to; wall += step, at = timeOf(wall)) {
      const x = translateX + column / 2 + (to > from ? (at - from) / (to - from) : 0) * (gridWidth - column);
      append('line', { x1: x, x2: x, y1: bottom, y2: bottom + 5, stroke: this.#line });
      const text = append('text', { x, y: bottom + 20, fill: this.#quiet, 'font-size': 12, 'text-anchor': 'middle' });
      text.textContent = (step >= wholeDay || (step >= hour && wall % wholeDay === 0) ? day : shortClock).format(at);
    }
    drawing.append(times);
  }

  /** Five steps of one hue from few to many, in powers of the largest count, since busy bands outnumber rare ones by far. */
  #heatRanges() {
    const most = Math.max(5, ...this.#points.flatMap(point => point.slice(1)));
    const edges = [1, 2, 3, 4].map(step => Math.max(step, Math.round(most ** (step / 5))));
    const ranges = [{ from: 0, to: 0, color: this.#colour('heat-0'), name: '0' }];
    let from = 1;
    [...edges, most].forEach((to, i) => {
      if (to >= from) {
        ranges.push({ from, to: i === 4 ? Number.MAX_SAFE_INTEGER : to, color: this.#colour(`heat-${i + 1}`) });
        from = to + 1;
      }
    });
    return ranges;
  }

  /** What the picture says, in words. */
  #describe() {
    const { title, unit, series, type, missing } = this.#options;
    const last = this.#points.at(-1);
    let words = `${title}: ${missing} yet`;
    if (last && type === 'heat') {
      const total = this.#points.reduce((sum, point) => sum + point.slice(1).reduce((a, b) => a + b, 0), 0);
      words = `${title}: ${total} calls in ${this.#points.length} steps of time`;
    } else if (last) {
      words = `${title}, at ${this.#moment(last[0])}: `
        + series.map((each, i) => `${each.name} ${figure(last[i + 1], unit, missing)}`).join(', ');
    }
    this.#picture.setAttribute('role', 'img');
    this.#picture.setAttribute('aria-label', words);
    this.#table.setAttribute('aria-label', `${title} as a table`);
  }

  #toggle() {
    this.#showsTable = !this.#showsTable;
    this.#picture.hidden = this.#showsTable;
    this.#table.hidden = !this.#showsTable;
    this.#png.hidden = this.#showsTable;
    this.#button.textContent = this.#showsTable ? 'Show as picture' : 'Show as table';
    if (this.#showsTable) {
      this.#fillTable();
    } else if (this.#chart) {
      this.#chart.updateSeries(this.#series(), false);
    } else {
      this.#draw();
    }
  }

  /** All points, not only those of the table, with times in UTC and values as they came. */
  #saveFigures() {
    const { title, series, unit } = this.#options;
    saveFigures(
      title,
      ['time', ...series.map(each => unit ? `${each.name} (${unit})` : each.name)],
      this.#points.map(point => [new Date(point[0]).toISOString(), ...series.map((_, k) => point[k + 1] ?? '')]));
  }

  async #savePicture() {
    if (this.#chart) {
      const { imgURI } = await this.#chart.dataURI({ scale: 2 });
      save(this.#options.title, imgURI, 'png');
    }
  }

  #fillTable() {
    const { series, unit, type, missing } = this.#options;
    const table = document.createElement('table');
    const cell = (row, tag, text) => {
      const made = document.createElement(tag);
      made.textContent = text;
      if (tag === 'th') {
        made.scope = row.parentNode?.tagName === 'THEAD' ? 'col' : 'row';
      }
      row.append(made);
    };
    const head = table.createTHead().insertRow();
    cell(head, 'th', 'Time');
    series.forEach(each => cell(head, 'th', each.name));
    const body = table.createTBody();
    this.#points.slice(-60).reverse().forEach(point => {
      const row = body.insertRow();
      cell(row, 'th', this.#moment(point[0]));
      series.forEach((_, i) => cell(row, 'td', type === 'heat' ? point[i + 1] ?? 0 : figure(point[i + 1], unit, missing)));
    });
    this.#table.replaceChildren(table);
  }
}

customElements.define('zol0-chart', Zol0Chart);
