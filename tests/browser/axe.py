"""axe-core as it is, in about half of the time: the rest went into how it keeps and reads colours."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

# axe-core is written for browsers without private fields and keeps each in a WeakMap: eight entries for each colour, and it makes
# some for every element around a text. While its script is read, a WeakMap is a property of its own on each key.
LIGHT_MAPS = """
window.heavy = { WeakMap, WeakSet };
window.WeakMap = class {
    #key = Symbol();
    constructor(entries = []) { for (const [one, value] of entries ?? []) this.set(one, value); }
    get(one) { return one[this.#key]; }
    set(one, value) { one[this.#key] = value; return this; }
    has(one) { return this.#key in one; }
    delete(one) { return delete one[this.#key]; }
};
window.WeakSet = class extends window.WeakMap {
    constructor(all = []) { super([...(all ?? [])].map(one => [one, true])); }
    add(one) { return this.set(one, true); }
};
"""
# and it reads the words of a colour through a library for all colour spaces, each time that it meets them
COLOURS_READ_ONCE = """
Object.assign(window, window.heavy);
{
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (words) {
        if (!known.has(words)) {
            read.call(this, words);
            known.set(words, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(words);
        return this;
    };
}
"""
KEPT = "'axe-core was read before, and the browser has compiled it'"
QUICK = f"{LIGHT_MAPS}\n{AXE_SCRIPT}\n{COLOURS_READ_ONCE}\n{KEPT}"


def read_by_axe(page, parts: str | dict | None = None, options: dict | None = None, script: str = QUICK) -> dict:
    """Return what axe-core says of parts of a page, or of all of it; a page reads its script once."""
    known = page.evaluate("script => window.axeScript === (window.axeScript = script)", len(script))
    return Axe(KEPT if known else script).run(page, context=parts, options=options).response
