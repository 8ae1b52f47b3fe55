using System.Text.Json;
using Microsoft.Playwright;

namespace Prunella.Browser.Tests;

/// <summary>An accessibility pass over a page as the browser shows it: names, roles, contrast, headings, landmarks, order of focus.</summary>
/// <remarks>Rules of WCAG 2.2, level AA, that can be decided by a program: 1.1.1, 1.3.1, 1.4.3, 1.4.10, 2.4.1, 2.4.2, 2.4.3, 2.4.6, 3.1.1, 3.3.2, 4.1.2.</remarks>
internal static class Audit
{
    private const string Script = """
        () => {
          const found = [];
          const tell = (rule, element) => found.push(rule + ": " + (element ? element.outerHTML.slice(0, 120) : ""));
          const shown = element => { const box = element.getBoundingClientRect(), style = getComputedStyle(element); return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && style.clipPath === "none" && box.left > -1000; };
          const text = element => (element?.textContent ?? "").trim();
          const name = element => {
            const by = element.getAttribute("aria-labelledby");
            if (by) return by.split(/\s+/).map(id => text(document.getElementById(id))).join(" ").trim();
            return (element.getAttribute("aria-label") ?? "").trim() || [...(element.labels ?? [])].map(text).join(" ").trim() || text(element) || (element.getAttribute("title") ?? "").trim();
          };

          if (!document.documentElement.lang) tell("no language", document.documentElement);
          if (!document.title.trim()) tell("no title", document.head);
          for (const [landmark, count] of [["main", 1], ["header", 1], ["nav", 1], ["footer", 1]])
            if (document.querySelectorAll(landmark).length !== count) tell(`not one ${landmark}`, document.body);
          document.querySelectorAll("nav").forEach(nav => { if (!name(nav)) tell("navigation without a name", nav); });
          for (const node of document.querySelectorAll("body > *"))
            if (!/^(HEADER|MAIN|FOOTER|SCRIPT)$/.test(node.tagName) && !node.classList.contains("skip")) tell("outside every landmark", node);

          let level = 0;
          for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
            const own = +heading.tagName[1];
            if (own > level + 1) tell(`a heading of level ${own} after one of level ${level}`, heading);
            if (!text(heading)) tell("a heading without words", heading);
            level = own;
          }
          if (document.querySelectorAll("h1").length !== 1) tell("not one heading of level 1", document.body);

          const ids = new Set();
          document.querySelectorAll("[id]").forEach(element => { if (ids.has(element.id)) tell("an id that is there twice", element); ids.add(element.id); });
          document.querySelectorAll("[aria-labelledby], [aria-describedby]").forEach(element => {
            for (const id of (element.getAttribute("aria-labelledby") ?? element.getAttribute("aria-describedby")).split(/\s+/)) if (!ids.has(id)) tell("named by what is not there", element); });
          document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary").forEach(element => { if (!name(element)) tell("no name", element); });
          document.querySelectorAll("a:not([href])").forEach(element => tell("a link that leads nowhere", element));
          document.querySelectorAll("input:not([type=hidden]), select").forEach(element => { if (!element.labels.length && !element.getAttribute("aria-label")) tell("a field without a label", element); });
          document.querySelectorAll("img").forEach(element => { if (!element.hasAttribute("alt")) tell("a picture without words", element); });
          document.querySelectorAll("svg").forEach(element => {
            if (element.closest("[aria-hidden=true]") || element.parentElement.closest("svg")) return;
            if (!/^(img|group)$/.test(element.getAttribute("role") ?? "") || !name(element)) tell("a drawing without a role or a name", element);
          });
          document.querySelectorAll("[tabindex]").forEach(element => { if (element.tabIndex > 0) tell("an order of focus of its own", element); });
          document.querySelectorAll("ul > :not(li), ol > :not(li), dl > :not(div)").forEach(element => tell("no part of its list", element));
          document.querySelectorAll("table").forEach(table => {
            if (!table.querySelector("th")) tell("a table without heads", table);
            table.querySelectorAll("th").forEach(head => { if (!head.scope || !text(head)) tell("a head without a scope or words", head); });
          });
          const words = new Map();
          document.querySelectorAll("a[href]").forEach(link => {
            const key = name(link) + "|" + (link.closest("nav") ? "nav" : "");
            if (words.has(key) && words.get(key) !== link.href && /^(here|more|link|evidence)$/i.test(name(link))) tell("the same words for another place", link);
            words.set(key, link.href);
          });

          const parse = colour => { const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]; return { r: parts[0], g: parts[1], b: parts[2], a: parts.length > 3 ? parts[3] : 1 }; };
          const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
          const behind = element => { let layers = []; for (let each = element; each; each = each.parentElement) { layers.push(parse(getComputedStyle(each).backgroundColor)); if (layers.at(-1).a === 1) break; }
            return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 }); };
          const light = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map(value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
          const ratio = (one, other) => { const [high, low] = [light(one), light(other)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const seen = new Set();
          let least = 99;
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element) || /^(SCRIPT|STYLE|OPTION)$/.test(element.tagName)) continue;
            seen.add(element);
            const style = getComputedStyle(element);
            const drawn = element.closest("svg");
            let below = behind(drawn ? drawn : element);
            if (drawn) { const shape = element.parentElement.querySelector(":scope > rect"); if (shape && getComputedStyle(shape).fill !== "none") below = over(parse(getComputedStyle(shape).fill), below); }
            const contrast = ratio(over(parse(drawn ? style.fill : style.color), below), below);
            least = Math.min(least, contrast);
            if (contrast < 4.5) tell(`contrast of ${contrast.toFixed(2)}`, element);
          }

          if (document.documentElement.scrollWidth > innerWidth + 1) {
            const wide = [...document.querySelectorAll("main *, header *")].find(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll"));
            tell(`wider than the window by ${document.documentElement.scrollWidth - innerWidth} px`, wide ?? document.body);
          }
          return found;
        }
        """;

    /// <summary>What is wrong with the page, a line each.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page)
    {
        JsonElement? found = await page.EvaluateAsync(Script);
        return [.. found!.Value.EnumerateArray().Select(static each => each.GetString()!)];
    }
}
