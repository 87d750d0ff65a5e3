"use strict";
// Walk through the findings by keyboard, jump to their evidence and back, look into a table cell.
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const inspector = document.getElementById("inspector");
  let current = -1;
  let evidence = -1;

  const target = (id) => {
    const found = document.getElementById(id);
    return found && found.classList.contains("anchor") ? found.parentElement : found;
  };

  const light = (element) => {
    document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
    if (element) element.classList.add("lit");
  };

  const choose = (index) => {
    if (!cards.length) return;
    current = (index + cards.length) % cards.length;
    evidence = -1;
    const card = cards[current];
    const fold = card.closest("details");
    if (fold) fold.open = true;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    show(0);
  };

  const links = () => (current < 0 ? [] : [...cards[current].querySelectorAll(".evidence a")]);

  const show = (index) => {
    const all = links();
    if (!all.length) return;
    evidence = (index + all.length) % all.length;
    const place = target(all[evidence].getAttribute("href").slice(1));
    if (!place) return;
    light(place);
    place.scrollIntoView({ block: "center" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const keys = {
      j: () => choose(current + 1),
      k: () => choose(current < 0 ? -1 : current - 1),
      e: () => (current < 0 ? choose(0) : show(evidence + 1)),
      b: () => current >= 0 && (cards[current].scrollIntoView({ block: "center" }), cards[current].focus()),
      escape: () => (light(null), (inspector.hidden = true)),
    };
    const act = keys[event.key.toLowerCase()];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  document.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]");
    if (go) {
      const step = Number(go.dataset.go);
      choose(current < 0 && step < 0 ? -1 : current + step);
      return;
    }
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      const place = target(link.getAttribute("href").slice(1));
      light(place);
      const card = link.closest(".card") || (place && place.closest(".card"));
      if (card) current = cards.indexOf(card);
      return;
    }
    const cell = event.target.closest("td[title]");
    if (cell) {
      inspector.textContent = cell.title;
      inspector.hidden = false;
      light(cell);
    } else if (!event.target.closest("#inspector")) {
      inspector.hidden = true;
    }
  });
})();
