// What charts save: their figures as a file, and their picture.
const styles = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-family', 'font-size'];
const quoted = text => `"${String(text).replaceAll('"', '""')}"`;

export const button = (text, title, press) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'chart-toggle';
  made.textContent = text;
  made.title = title;
  made.addEventListener('click', press);
  return made;
};

export const save = (title, address, ending) => {
  const link = document.createElement('a');
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'chart';
  link.href = address;
  link.download = `${name}.${ending}`;
  link.click();
};

/** Rows of values as they are; the head is quoted. */
export const saveFigures = (title, head, rows) => {
  const file = new Blob([[head.map(quoted).join(','), ...rows.map(row => row.join(',')), ''].join('\r\n')], { type: 'text/csv' });
  const address = URL.createObjectURL(file);
  save(title, address, 'csv');
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** A drawing as it is on the page, at twice its size: its style sheet does not go with it, so what that says is written into it. */
export const savePicture = async (title, drawing) => {
  const copy = drawing.cloneNode(true);
  const copies = copy.querySelectorAll('*');
  drawing.querySelectorAll('*').forEach((element, i) => {
    const computed = getComputedStyle(element);
    styles.forEach(style => copies[i].style.setProperty(style, computed.getPropertyValue(style)));
  });
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', 2 * width);
  copy.setAttribute('height', 2 * height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  const context = canvas.getContext('2d');
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  save(title, canvas.toDataURL('image/png'), 'png');
};

/** The buttons of a drawing whose figures are told by a function that gives head and rows. */
export const tools = (title, drawing, figures) => {
  const made = document.createElement('div');
  made.className = 'chart-tools';
  made.append(
    button('CSV', 'Save the figures of the chart as a file', () => saveFigures(title, ...figures())),
    button('PNG', 'Save the chart as a picture', () => savePicture(title, drawing)));
  return made;
};
