// More rows would make the table higher than browsers can scroll.
const MOST_ROWS = 250_000;
const MOST_PRINTED = 1_000;
// Rows above and below those that are seen.
const SPARE = 10;

// What the columns are sorted by.
const KEYS = {
  status: (row) => row.status.place, name: (row) => row.name ?? "", size: (row) => row.size ?? -1,
  time: (row) => row.time ?? -Infinity,
};

function order(one, other) {
  if (one < other) return -1;
  return one > other ? 1 : 0;
}

// A table of any length. Only rows that are seen are elements; what stands above and below them is as high as all
// others would be.
class Table {
  constructor(scroller, rows) {
    Object.assign(this, { scroller, rows, found: rows, height: 36, matches: () => true });
    this.table = scroller.querySelector("table");
    this.body = scroller.querySelector("tbody");
    this.headings = [...scroller.querySelectorAll("th")];
    this.above = element("td", { colSpan: this.headings.length });
    this.below = element("td", { colSpan: this.headings.length });
    for (const heading of this.headings) {
      heading.firstElementChild.addEventListener("click", () => this.sort(heading.className));
    }
    scroller.addEventListener("scroll", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(scroller);
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => this.showAgain());
  }

  // A second time the other way round.
  sort(column) {
    this.descending = this.column === column && !this.descending;
    this.column = column;
    const key = KEYS[column];
    const sign = this.descending ? -1 : 1;
    const byName = (one, other) => order(KEYS.name(one), KEYS.name(other));
    this.rows.sort((one, other) => sign * order(key(one), key(other)) || byName(one, other));
    for (const heading of this.headings) {
      const way = this.descending ? "descending" : "ascending";
      heading.ariaSort = heading.className === column ? way : "none";
    }
    this.show(this.matches);
  }

  // Shows the rows that match.
  show(matches) {
    this.matches = matches;
    this.found = this.rows.filter(matches);
    this.table.ariaRowCount = this.found.length + 1;
    this.scroller.scrollTop = 0;
    this.draw();
  }

  draw() {
    if (this.printing) return;

    const first = Math.max(0, Math.floor(this.scroller.scrollTop / this.height) - SPARE);
    const seen = Math.ceil(this.scroller.clientHeight / this.height) + 2 * SPARE;
    const length = Math.min(this.found.length, MOST_ROWS);
    const end = Math.min(first + seen, length);
    this.fill(first, end, length);
    if (end > first) this.measure();
  }

  // As many as anybody reads on paper. They stay until they are printed, however large the table becomes.
  print() {
    this.printing = true;
    const length = Math.min(this.found.length, MOST_PRINTED);
    const rest = this.found.length - length;
    this.fill(0, length, length);
    if (rest) this.below.append(`${rest.toLocaleString("en")} more, not printed`);
  }

  showAgain() {
    this.printing = false;
    this.draw();
  }

  fill(first, end, length) {
    this.below.replaceChildren();
    const rows = this.found.slice(first, end).map((row, index) => this.element(row, first + index));
    const space = (cell, rows) => {
      cell.style.height = `${rows * this.height}px`;
      return element("tr", { className: "space", ariaHidden: "true" }, cell);
    };
    this.body.replaceChildren(space(this.above, first), ...rows, space(this.below, length - end));
  }

  // How high a row is follows from the width of the page and the reader's font.
  measure() {
    const { height } = this.body.children[1].getBoundingClientRect();
    if (height === 0 || Math.abs(height - this.height) < 1) return;

    this.height = height;
    this.draw();
  }

  element(row, index) {
    const known = row.size !== null;
    return element(
      "tr", { className: row.status.name, ariaRowIndex: index + 2 },
      element("td", { className: "status" }, element("span", {}, row.status.word)),
      element("td", { className: "name" }, this.name(row)),
      element("td", { className: "size", title: known ? count(row.size, "byte", "bytes") : "" },
        known ? size(row.size) : ""),
      element("td", { className: "time" }, row.time === null ? "" : time(row.time)),
    );
  }

  name({ name, from, reason }) {
    const made = element("div");
    const folder = (name ?? "").lastIndexOf("/") + 1;
    if (folder) made.append(Object.assign(nameElement(name.slice(0, folder)), { className: "folder" }));
    if (name !== null) made.append(nameElement(name.slice(folder)));
    if (from !== null) made.append(element("small", {}, "from ", nameElement(from)));
    if (reason !== null) made.append(element("small", { title: shown(reason) }, shown(reason)));
    return made;
  }
}
