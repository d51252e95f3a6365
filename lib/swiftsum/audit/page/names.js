"use strict";

// What is not seen, as a blank at an end is not, or turns the direction of what is around it. A surrogate without another
// one is a byte that is not UTF-8: U+DC80 to U+DCFF.
const UNSEEN = /[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]|^ | $/gu;

function escapeOf(character) {
  const code = character.codePointAt(0);
  if (code >= 0xdc80 && code <= 0xdcff) return "\\x" + (code & 0xff).toString(16);
  return code < 0x80 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u" + code.toString(16).padStart(4, "0");
}

// A name as one String, where no markup can be.
function shown(name) {
  return name.replace(UNSEEN, escapeOf);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// A path as an element of its own, whose direction of writing changes nothing around it. What stands for a character
// that is not seen looks unlike the same letters in a name.
function nameElement(name) {
  const made = element("bdi", { dir: "ltr", title: shown(name) });
  let end = 0;
  for (const match of name.matchAll(UNSEEN)) {
    made.append(name.slice(end, match.index), element("span", { className: "escape" }, escapeOf(match[0])));
    end = match.index + match[0].length;
  }
  made.append(name.slice(end));
  return made;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
const THREE_DIGITS = new Intl.NumberFormat("en", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

function count(number, one, several) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : several}`;
}

function size(bytes) {
  if (bytes < 1000) return count(bytes, "byte", "bytes");
  const unit = Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${THREE_DIGITS.format(bytes / 1000 ** unit)} ${UNITS[unit]}`;
}

function time(ms) {
  const date = new Date(ms);
  return isNaN(date) ? "" : date.toISOString().slice(0, 19).replace("T", " ");
}
