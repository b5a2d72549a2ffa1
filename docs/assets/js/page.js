/* Small helps around the theme's script. The site reads well without any of them.
 *
 * Loaded just before the theme's bundle, because the first part changes what the bundle
 * does as it starts.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var find = function (selector) { return document.querySelector(selector); };

  /* 1. Search. The bundle asks for search/search_index.json as soon as it runs, and has
   *    no setting for that. Its request waits here until the reader first uses search,
   *    or comes from a search result (?h=) or a link with a query (?q=). */
  var search = find("[data-md-component=search]");
  var field = search && search.querySelector("input");
  var toggle = document.getElementById("__search");
  var used = /[?&][hq]=[^&]/.test(location.search);
  var waiting = [];
  var open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, address) {
    if (/search\/search_index\.json$/.test(address)) {
      this.send = function () {
        var request = this;
        var send = function () { XMLHttpRequest.prototype.send.call(request); };
        if (used) send(); else waiting.push(send);
      };
    }
    return open.apply(this, arguments);
  };
  function use() {
    used = true;
    waiting.splice(0).forEach(function (send) { send(); });
  }

  if (search) {
    search.addEventListener("focusin", use);
    search.addEventListener("pointerenter", use);
    toggle.addEventListener("change", use);

    /* The bundle reads the field on keyup: dictation and pasting have none. */
    field.addEventListener("input", function () { field.dispatchEvent(new Event("keyup")); });

    /* Tab walks from the field into the results; the bundle would close them. */
    search.addEventListener("keydown", function (event) {
      if (event.key === "Tab") event.stopPropagation();
    });
    new MutationObserver(function () {
      search.querySelectorAll("a[tabindex], summary[tabindex]").forEach(function (item) { item.removeAttribute("tabindex"); });
      search.querySelectorAll("article").forEach(function (item) { item.setAttribute("role", "presentation"); });
      search.querySelectorAll("h1, h2").forEach(function (item) { item.setAttribute("role", "presentation"); });
    }).observe(search, { childList: true, subtree: true });
    var close = function (event) {
      var to = event.relatedTarget || event.target;
      if (toggle.checked && to !== toggle && to.nodeType && !search.contains(to)) toggle.click();
    };
    search.addEventListener("focusout", function (event) { if (event.relatedTarget) close(event); });
    document.addEventListener("pointerdown", close);
  }

  /* 2. The menu on phones: a link to the menu without scripts, a button with them. */
  var button = find(".bcs-menu-button");
  var menu = document.getElementById("menu");
  if (button && menu) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", "menu");
    var show = function (open) {
      menu.classList.toggle("bcs-side--open", open);
      button.setAttribute("aria-expanded", open);
    };
    show(false);
    button.addEventListener("click", function (event) {
      event.preventDefault();
      show(!menu.classList.contains("bcs-side--open"));
    });
    button.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); button.click(); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.classList.contains("bcs-side--open")) { show(false); button.focus(); }
    });
  }

  /* 3. Colours: mark the choice that is in force; the bundle does the rest. */
  var saved = 0;
  try { saved = __md_get("__palette").index; } catch (none) { /* nothing was chosen yet */ }
  var choice = document.getElementById("__palette_" + saved);
  if (choice) choice.checked = true;

  /* 4. Paper: a link within the site prints its address from the site's root. */
  var base = new URL(JSON.parse(find("#__config").textContent).base.replace(/\/*$/, "/"), location).pathname;
  function prepare() {
    document.querySelectorAll("article a[href]:not([href^='#']):not([data-bcs-short])").forEach(function (link) {
      if (link.origin === location.origin && link.pathname.indexOf(base) === 0) {
        link.setAttribute("data-bcs-short", (link.pathname.slice(base.length) || "/").replace(/\/$/, "") + link.hash);
      }
    });
    var date = find("[data-bcs-printed]");
    if (date) date.textContent = " Printed " + new Date().toLocaleDateString("en-NZ", { day: "numeric", month: "long", year: "numeric" }) + ".";
  }
  addEventListener("beforeprint", prepare);
  addEventListener("load", prepare);
  root.classList.add("bcs-ready");
})();
