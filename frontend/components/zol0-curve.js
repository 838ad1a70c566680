// <zol0-curve heading='' points='[{label, hitRate, outdated}]'>: two shares against a time to live, drawn once; the table beside it says the same.
import { tools } from './zol0-save.js';

const SVG = 'http://www.w3.org/2000/svg';
const make = (name, attributes, text) => {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
};

class Zol0Curve extends HTMLElement {
  static observedAttributes = ['points'];

  connectedCallback() {
    this.#draw();
  }

  attributeChangedCallback() {
    this.#draw();
  }

  #draw() {
    if (!this.isConnected) {
      return;
    }
    const points = JSON.parse(this.getAttribute('points') ?? '[]');
    const [width, height, left, right, top, bottom] = [560, 220, 48, 12, 12, 28];
    const x = i => left + i * (width - left - right) / Math.max(1, points.length - 1);
    const y = share => top + (1 - share) * (height - top - bottom);
    const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': this.#words(points) });
    [0, 0.25, 0.5, 0.75, 1].forEach(share => {
      svg.append(
        make('line', { x1: left, x2: width - right, y1: y(share), y2: y(share), class: 'curve-grid' }),
        make('text', { x: left - 8, y: y(share) + 4, class: 'curve-label', 'text-anchor': 'end' }, `${share * 100} %`),
      );
    });
    points.forEach((point, i) => svg.append(
      make('text', { x: x(i), y: height - 8, class: 'curve-label', 'text-anchor': 'middle' }, point.label)));
    [['hitRate', 'curve-hits'], ['outdated', 'curve-outdated']].forEach(([field, name]) => {
      const line = points.map((point, i) => `${x(i)},${y(point[field])}`).join(' ');
      svg.append(make('polyline', { points: line, class: name }));
    });
    this.replaceChildren(svg, tools(this.getAttribute('heading') ?? '', svg, () => [
      ['TTL', 'from cache', 'outdated'],
      points.map(point => [`"${point.label}"`, point.hitRate, point.outdated]),
    ]));
  }

  #words(points) {
    return points
      .map(point => `${point.label}: ${Math.round(point.hitRate * 100)} % from cache, ${Math.round(point.outdated * 1000) / 10} % outdated`)
      .join('; ');
  }
}

customElements.define('zol0-curve', Zol0Curve);
