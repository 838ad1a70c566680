// <zol0-api>: the operations of the REST API by its own description, each with a form that sends it and shows the answer.
const made = (tag, className, text) => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text ?? '';
  return element;
};
const pretty = text => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
const longest = 200_000;
const methods = ['get', 'post', 'put', 'delete'];
let count = 0;

class Zol0Api extends HTMLElement {
  #token = '';

  connectedCallback() {
    if (this.waiting) {
      this.open(this.waiting);
    }
  }

  /** Reads the description with a token, which goes with everything that is sent then. */
  async open(token) {
    this.#token = token;
    this.replaceChildren(made('p', 'quiet', 'Reading the description…'));
    const { status, text } = await this.#send('GET', '/api');
    if (status !== 200) {
      this.replaceChildren(made('p', 'warning', status === 0 ? text
        : `The description was answered ${status}: ${this.#sentence(text)}`));
      return;
    }
    const description = JSON.parse(text);
    const filter = made('input', 'api-filter');
    filter.type = 'search';
    filter.placeholder = 'Filter: timeseries, quotas…';
    filter.setAttribute('aria-label', 'Filter the operations');
    const list = made('div', 'api-list');
    for (const path of Object.keys(description.paths).sort()) {
      for (const method of methods.filter(each => description.paths[path][each])) {
        list.append(this.#operation(description, method.toUpperCase(), path, description.paths[path][method]));
      }
    }
    filter.addEventListener('input', () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      [...list.children].forEach(each => {
        each.hidden = !words.every(word => each.dataset.words.includes(word));
      });
    });
    this.replaceChildren(filter, list);
  }

  #operation(description, method, path, operation) {
    const part = made('details', 'api-operation panel');
    part.dataset.words = `${method} ${path}`.toLowerCase();
    const title = made('summary', '');
    title.append(made('span', `api-method api-${method.toLowerCase()}`, method), made('code', '', path));
    part.append(title);
    part.addEventListener('toggle', () => {
      if (part.open && part.childElementCount === 1) {
        part.append(this.#form(description, method, path, operation));
      }
    }, { once: true });
    return part;
  }

  #form(description, method, path, operation) {
    const form = made('form', 'api-form');
    const said = operation.description ?? operation.summary;
    if (said) {
      form.append(made('p', 'quiet', said));
    }
    const fields = (operation.parameters ?? []).map(parameter => {
      const id = `zol0-api-${++count}`;
      const label = made('label', '', `${parameter.name}${parameter.required ? ' (needed)' : ''}`);
      label.htmlFor = id;
      const schema = this.#resolved(description, parameter.schema ?? {});
      const field = made(schema.enum ? 'select' : 'input', '');
      field.id = id;
      if (schema.enum) {
        ['', ...schema.enum].forEach(value => field.append(new Option(value, value)));
      } else {
        field.placeholder = parameter.example === undefined ? '' : `such as ${parameter.example}`;
      }
      if (parameter.required && parameter.example !== undefined) {
        field.value = parameter.example;
      }
      const row = made('div', 'api-field');
      row.append(label, field);
      form.append(row);
      return { parameter, field };
    });
    let body;
    const content = operation.requestBody && Object.values(operation.requestBody.content ?? {})[0];
    if (content) {
      const label = made('label', '', 'Body (JSON)');
      body = made('textarea', 'api-body');
      body.id = `zol0-api-${++count}`;
      label.htmlFor = body.id;
      body.rows = 10;
      body.value = content.example === undefined ? '{}' : JSON.stringify(content.example, null, 2);
      form.append(label, body);
    }
    const button = made('button', 'api-send', 'Send');
    button.type = 'submit';
    const answer = made('div', 'api-answer');
    answer.setAttribute('role', 'status');
    form.append(button, answer);
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const headers = {};
      const query = new URLSearchParams();
      let address = path;
      for (const { parameter, field } of fields) {
        if (parameter.in === 'path') {
          address = address.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
        } else if (field.value !== '' && parameter.in === 'query') {
          query.append(parameter.name, field.value);
        } else if (field.value !== '' && parameter.in === 'header') {
          headers[parameter.name] = field.value;
        }
      }
      const whole = address + (query.size ? `?${query}` : '');
      button.disabled = true;
      answer.replaceChildren(made('p', 'quiet', 'Sending…'));
      const begun = performance.now();
      const { status, text, type } = await this.#send(method, whole, headers, body?.value);
      button.disabled = false;
      const took = Math.round(performance.now() - begun);
      const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
      const pre = made('pre', 'curl', pretty(shown));
      pre.tabIndex = 0;
      answer.replaceChildren(
        made('p', status >= 400 || status === 0 ? 'warning' : '',
          status === 0 ? text : `${method} ${whole}: ${status}, ${type || 'no body'}, ${took} ms`),
        ...(status !== 0 && text ? [pre] : []));
    });
    return form;
  }

  #resolved(description, schema) {
    return schema.$ref ? description.components.schemas[schema.$ref.split('/').at(-1)] ?? {} : schema;
  }

  #sentence(text) {
    try {
      return JSON.parse(text).detail ?? text;
    } catch {
      return text;
    }
  }

  /** Answers that have no end are read for two seconds. */
  async #send(method, address, headers = {}, body) {
    const stop = new AbortController();
    try {
      const answer = await fetch(address, {
        method,
        credentials: 'omit',
        headers: {
          ...headers,
          Authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body,
        signal: stop.signal,
      });
      const type = answer.headers.get('Content-Type') ?? '';
      if (!type.startsWith('text/event-stream')) {
        return { status: answer.status, type, text: await answer.text() };
      }
      const reader = answer.body.getReader();
      const timer = setTimeout(() => reader.cancel(), 2000);
      const decoder = new TextDecoder();
      let text = '';
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        text += decoder.decode(piece.value, { stream: true });
      }
      clearTimeout(timer);
      return { status: answer.status, type, text: text || '(no event within two seconds)' };
    } catch (failure) {
      return { status: 0, type: '', text: `It could not be sent: ${failure.message}` };
    }
  }
}

customElements.define('zol0-api', Zol0Api);
