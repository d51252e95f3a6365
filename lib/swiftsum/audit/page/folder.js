"use strict";

// A folder, with how many files of each status are in it, at any depth, and how many bytes.
class Folder {
  constructor(name, path, parent) {
    Object.assign(this, { name, path, parent, files: 0, bytes: 0, differing: 0, worst: null });
    this.folders = new Map();
    // Of the files that are directly in it.
    this.groups = [];
  }

  // Of [path, [status, files, bytes]…] for each folder that has files. The first one is the root.
  static all(rows, statuses) {
    const root = new Folder("", "", null);
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
      const made = new Folder(name, this.parent ? `${this.path}/${name}` : name, this);
      made.number = all.push(made) - 1;
      this.folders.set(name, made);
    }
    return this.folders.get(name);
  }

  add(status, files, bytes) {
    this.groups.push({ status, files, bytes, worst: status });
    for (let folder = this; folder; folder = folder.parent) {
      folder.files += files;
      folder.bytes += bytes;
      if (status.differs) folder.differing += files;
      if (!folder.worst || status.place < folder.worst.place) folder.worst = status;
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
    return this.parent ? [...this.parent.line(), this] : [this];
  }
}
