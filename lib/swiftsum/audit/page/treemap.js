// What is left is on another map.
const MOST_TILES = 150;
// In a tile, where they only show what is in it.
const MOST_INNER = 60;
// Smaller tiles than such a share of the map could not be seen.
const LEAST_SHARE = 1 / 600;
// In pixels: the smallest tile that has room for a name, and for tiles of its own.
const NAMED = { width: 46, height: 22 };
const DIVIDED = { width: 90, height: 70 };
const HEADING = 24;

// Places tiles of these areas, the largest first, in a rectangle, as close to squares as can be: rows along the shorter
// side, each as long as its worst tile gets better (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
function squarify(areas, { x, y, width, height }) {
  const placed = [];
  for (let first = 0; first < areas.length;) {
    const side = Math.min(width, height);
    let end = first + 1;
    let sum = areas[first];
    while (end < areas.length) {
      const longer = sum + areas[end];
      const before = worstRatio(areas[first], areas[end - 1], sum, side);
      if (worstRatio(areas[first], areas[end], longer, side) > before) break;
      sum = longer;
      end += 1;
    }
    const depth = sum / side;
    let along = 0;
    for (const area of areas.slice(first, end)) {
      const length = area / depth;
      placed.push(width < height ? { x: x + along, y, width: length, height: depth }
        : { x, y: y + along, width: depth, height: length });
      along += length;
    }
    if (width < height) [y, height] = [y + depth, height - depth];
    else [x, width] = [x + depth, width - depth];
    first = end;
  }
  return placed;
}

// The ratio of the sides of the tile that is least like a square.
function worstRatio(largest, smallest, sum, side) {
  return Math.max((side ** 2 * largest) / sum ** 2, sum ** 2 / (side ** 2 * smallest));
}

// Where the parts of a folder are in a rectangle, by the number of their files or bytes.
function layOut(parts, area, { width, height }) {
  const total = parts.reduce((sum, part) => sum + part[area], 0) || 1;
  const weights = parts.map((part) => Math.max(part[area], total * LEAST_SHARE));
  const scale = (width * height) / weights.reduce((sum, weight) => sum + weight, 0);
  const order = parts.map((_, index) => index).sort((one, other) => weights[other] - weights[one]);
  const rectangles = squarify(order.map((index) => weights[index] * scale), { x: 0, y: 0, width, height });
  return order.map((index, place) => ({ part: parts[index], ...rectangles[place] }));
}

// A map of one folder: a tile for each folder in it, and for its own files of each status.
class Treemap {
  // choose(status) is called for a tile of files.
  constructor(map, more, choose) {
    Object.assign(this, { map, more, choose, area: "files", first: 0 });
    new ResizeObserver(() => this.width !== map.clientWidth && this.draw()).observe(map);
    map.addEventListener("keydown", (event) => this.move(event));
  }

  show(folder, first) {
    Object.assign(this, { folder, first });
    this.draw();
  }

  draw() {
    const parts = this.folder.parts(this.area, MOST_TILES).slice(this.first);
    const rest = parts.splice(MOST_TILES);
    const box = { width: this.map.clientWidth, height: this.map.clientHeight };
    this.width = box.width;
    this.map.replaceChildren(...layOut(parts, this.area, box).map((place) => this.tile(place, box)));
    this.stop(this.map.firstElementChild);
    this.more.hidden = rest.length === 0;
    this.more.href = `#${this.folder.number}.${this.first + MOST_TILES}`;
    this.more.textContent = `${rest.length.toLocaleString("en")} more`;
  }

  tile(place, box) {
    const { part, width, height } = place;
    const tile = part.status ? this.files(part) : this.link(part);
    put(tile, place, box);
    tile.classList.add("tile", part.worst.name);
    const text = `${part.status ? "" : `${shown(part.name)}: `}${summary(part)}`;
    tile.title = text;
    tile.setAttribute("aria-label", text);
    if (width < NAMED.width || height < NAMED.height) return tile;

    tile.append(element("span", { className: "label" }, part.status ? part.status.word : nameElement(part.name),
      element("small", {}, part.status ? count(part.files, "file", "files") : share(part))));
    if (divided(part, place)) tile.append(this.inner(part, place));
    return tile;
  }

  link(folder) {
    return element("a", { href: `#${folder.number}` });
  }

  files(group) {
    if (!group.status.differs) return element("div", { role: "img", tabIndex: -1 });

    const button = element("button", { type: "button" });
    button.addEventListener("click", () => this.choose(group.status));
    return button;
  }

  inner(folder, { width, height }) {
    const box = { width, height: height - HEADING };
    const parts = folder.parts(this.area, MOST_INNER);
    const tiles = layOut(gathered(parts, MOST_INNER), this.area, box).map((place) => {
      const tile = element("span", { className: place.part.worst.name });
      put(tile, place, box);
      tile.style.setProperty("--share", `${strength(place.part)}%`);
      return tile;
    });
    return element("span", { className: "inner", ariaHidden: "true" }, ...tiles);
  }

  // Of all tiles, one is come to by Tab; from there, arrows lead to the others.
  stop(tile) {
    for (const each of this.map.children) each.tabIndex = each === tile ? 0 : -1;
  }

  move(event) {
    const tile = document.activeElement;
    const to = {
      ArrowRight: tile.nextElementSibling, ArrowDown: tile.nextElementSibling,
      ArrowLeft: tile.previousElementSibling, ArrowUp: tile.previousElementSibling,
      Home: this.map.firstElementChild, End: this.map.lastElementChild,
    }[event.key];
    if (to === undefined) return;

    event.preventDefault();
    if (!to) return;

    this.stop(to);
    to.focus();
  }
}

// What is more than `most` as one.
function gathered(parts, most) {
  if (parts.length <= most) return parts;

  return [...parts.slice(0, most), parts.slice(most).reduce((one, other) => ({
    files: one.files + other.files, bytes: one.bytes + other.bytes, differing: one.differing + other.differing,
    worst: worse(one.worst, other.worst),
  }))];
}

// As shares of the box, so that they fit when it is printed.
function put(tile, { x, y, width, height }, box) {
  tile.style.left = `${(100 * x) / box.width}%`;
  tile.style.top = `${(100 * y) / box.height}%`;
  tile.style.width = `${(100 * width) / box.width}%`;
  tile.style.height = `${(100 * height) / box.height}%`;
}

function divided(part, { width, height }) {
  const several = !part.status && part.folders.size + part.groups.length > 1;
  return several && width >= DIVIDED.width && height >= DIVIDED.height;
}

// Of its colour, in percent: the fewer of a folder's files are not as they were, the paler it is; but one file of
// a thousand is to be seen, too.
function strength({ status, files, differing }) {
  return status || differing === 0 ? 100 : 100 * Math.max(0.5, Math.sqrt(differing / files));
}

function share({ files, differing }) {
  return differing ? `${differing.toLocaleString("en")} of ${files.toLocaleString("en")}` : files.toLocaleString("en");
}

function summary({ status, files, bytes, differing, worst }) {
  const all = `${count(files, "file", "files")}, ${size(bytes)}`;
  if (status) return `${all}, ${status.word}`;
  return differing ? `${all}, ${differing.toLocaleString("en")} not as they were, the worst: ${worst.word}` : all;
}
