// <zol0-calibration heading='' dots='[{predicted, cameTrue, count}]'>: what was predicted against what came true; the table beside it says the same.
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

class Zol0Calibration extends HTMLElement {
  static observedAttributes = ['dots'];

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
    const dots = JSON.parse(this.getAttribute('dots') ?? '[]');
    const [size, left, bottom, edge] = [320, 52, 44, 24];
    const x = share => left + share * (size - left - edge);
    const y = share => edge + (1 - share) * (size - bottom - edge);
    const svg = make('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': this.#words(dots) });
    [0, 0.5, 1].forEach(share => svg.append(
      make('line', { x1: x(0), x2: x(1), y1: y(share), y2: y(share), class: 'curve-grid' }),
      make('line', { x1: x(share), x2: x(share), y1: y(0), y2: y(1), class: 'curve-grid' }),
      make('text', { x: left - 8, y: y(share) + 4, class: 'curve-label', 'text-anchor': 'end' }, `${share * 100} %`),
      make('text', { x: x(share), y: size - bottom + 16, class: 'curve-label', 'text-anchor': 'middle' }, `${share * 100} %`),
    ));
    svg.append(
      make('line', { x1: x(0), x2: x(1), y1: y(0), y2: y(1), class: 'calibration-even' }),
      make('text', { x: (x(0) + x(1)) / 2, y: size - 6, class: 'curve-label', 'text-anchor': 'middle' }, 'predicted'),
      make('text', { x: 12, y: size / 2, class: 'curve-label', 'text-anchor': 'middle', transform: `rotate(-90 12 ${size / 2})` }, 'kept'),
    );
    dots.forEach(dot => svg.append(
      make('circle', { cx: x(dot.predicted), cy: y(dot.cameTrue), r: 4 + 3 * Math.log10(dot.count + 1), class: 'calibration-dot' })));
    this.replaceChildren(svg, tools(this.getAttribute('heading') ?? '', svg, () => [
      ['predicted', 'kept', 'verdicts'],
      dots.map(dot => [dot.predicted, dot.cameTrue, dot.count]),
    ]));
  }

  #words(dots) {
    return dots
      .map(dot => `predicted ${Math.round(dot.predicted * 100)} %: ${Math.round(dot.cameTrue * 100)} % of ${dot.count} kept`)
      .join('; ') || 'no verdicts yet';
  }
}

customElements.define('zol0-calibration', Zol0Calibration);
