// A folder, with how many files of each status are in it, at any depth, and how many bytes.
class Folder {
  // The number is its place among all of them. The root has no parent, and so a name of ours.
  constructor(number, name, parent) {
    Object.assign(this, { number, parent, files: 0, bytes: 0, differing: 0, worst: null });
    this.name = name || "/";
    // As the names of its files begin.
    this.within = parent ? `${parent.within}${name}/` : "";
    this.folders = new Map();
    // Of the files that are directly in it.
    this.groups = [];
  }

  // Of [path, [status, files, bytes]…] for each folder that has files. The first one is the root.
  static all(rows, statuses) {
    const root = new Folder(0, "all", null);
    const all = [root];
    for (const [path, ...groups] of rows) {
      const names = path === "" ? [] : path.split("/");
      const folder = names.reduce((parent, name) => parent.folder(name, all), root);
      for (const [status, files, bytes] of groups) folder.add(statuses.get(status), files, bytes);
    }
    return all;
  }

  folder(name, all) {
    if (!this.folders.has(name)) {
      all.push(new Folder(all.length, name, this));
      this.folders.set(name, all.at(-1));
    }
    return this.folders.get(name);
  }

  add(status, files, bytes) {
    const group = { status, files, bytes, differing: status.differs ? files : 0, worst: status };
    this.groups.push(group);
    for (const folder of this.line()) {
      folder.files += files;
      folder.bytes += bytes;
      folder.differing += group.differing;
      folder.worst = worse(folder.worst ?? status, status);
    }
  }

  // The folders in it, and its own files by status: the largest first, but for what would be left out of `most`
  // although it has something to tell.
  parts(area, most) {
    const parts = [...this.folders.values(), ...this.groups].sort((one, other) => other[area] - one[area]);
    if (parts.length <= most) return parts;

    return [...parts.filter((part) => part.worst.differs), ...parts.filter((part) => !part.worst.differs)];
  }

  // From the root to this one.
  line() {
    const line = [];
    for (let folder = this; folder; folder = folder.parent) line.push(folder);
    return line.reverse();
  }
}

function worse(one, other) {
  return one.place < other.place ? one : other;
}
