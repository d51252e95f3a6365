// What was found, as JSON in the page; and who tells whom: counts, map and filter choose what the table shows.

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// The worst first.
const statuses = new Map(read("statuses")
  .map(([name, word, differs], place) => [name, { name, word, differs, place }]));
const folders = Folder.all(read("folders"), statuses);
// A file that is not as it was. A time is in milliseconds since 1970. The last row only ends the list.
const rows = read("rows").slice(0, -1).map(([status, name, size, time, from, reason]) =>
  ({ status: statuses.get(status), name, size, time, from, reason }));

const chosen = new Set();
const buttons = [...document.querySelectorAll("#counts button")];
const filter = document.getElementById("filter");
const table = new Table(document.getElementById("scroller"), rows);
const treemap = new Treemap(document.getElementById("map"), document.getElementById("more"), (status) => {
  chosen.clear();
  toggle(status.name);
});

// What is searched, made once.
function textOf(row) {
  return (row.text ??= shown([row.name, row.from, row.reason].filter(Boolean).join(" ")).toLowerCase());
}

function update() {
  const text = filter.value.toLowerCase();
  const { within } = treemap.folder;
  table.show((row) => (chosen.size === 0 || chosen.has(row.status.name)) && (row.name ?? "").startsWith(within) &&
    (text === "" || textOf(row).includes(text)));
  for (const button of buttons) button.ariaPressed = chosen.has(button.dataset.status);
  document.getElementById("shown").textContent = tally(table.found.length);
}

function tally(found) {
  const all = count(rows.length, "finding", "findings");
  const which = found === rows.length ? all : `${found.toLocaleString("en")} of ${all}`;
  return found > MOST_ROWS ? `${which}; the first ${MOST_ROWS.toLocaleString("en")} are here` : which;
}

function toggle(status) {
  if (!chosen.delete(status)) chosen.add(status);
  update();
}

// The address says which folder it is, so that the browser's way back leads back: #FOLDER, or #FOLDER.FIRST_TILE.
function enter() {
  const [number, first] = location.hash.slice(1).split(".").map(Number);
  const folder = folders[number] ?? folders[0];
  const focused = document.activeElement.closest("#path, #map, #more");
  treemap.show(folder, first || 0);
  const crumbs = folder.line().map((each) => element("li", {}, each === folder
    ? element("span", { ariaCurrent: "page" }, nameElement(each.name))
    : element("a", { href: `#${each.number}` }, nameElement(each.name))));
  document.querySelector("#path ol").replaceChildren(...crumbs);
  if (focused) treemap.map.firstElementChild.focus({ preventScroll: true });
  update();
}

document.querySelector("main").hidden = false;
document.getElementById("where").closest("section").hidden = folders[0].files === 0;
document.getElementById("which").closest("section").hidden = rows.length === 0;
for (const button of buttons) button.addEventListener("click", () => toggle(button.dataset.status));
for (const input of document.querySelectorAll("#area input")) {
  input.addEventListener("change", () => {
    treemap.area = input.value;
    treemap.draw();
  });
}
filter.addEventListener("input", update);
addEventListener("hashchange", enter);
enter();
table.sort("status");
