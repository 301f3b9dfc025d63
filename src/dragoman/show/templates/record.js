"use strict";
const segments = [...document.querySelectorAll("[data-ids]")].map((node) => ({ node, ids: new Set(node.dataset.ids.split(" ")) }));
const cards = new Map([...document.querySelectorAll(".card")].map((node) => [node.id, node]));
const light = (ids, on) => {
  for (const { node, ids: own } of segments) if ([...ids].some((id) => own.has(id))) node.classList.toggle("lit", on);
  for (const id of ids) cards.get(id)?.classList.toggle("lit", on);
};
for (const [id, card] of cards) {
  const first = segments.find(({ ids }) => ids.has(id));
  const show = () => { light([id], true); first?.node.closest("details")?.setAttribute("open", ""); first?.node.scrollIntoView({ block: "nearest", behavior: "smooth" }); };
  card.addEventListener("mouseenter", show);
  card.addEventListener("focus", show);
  for (const end of ["mouseleave", "blur"]) card.addEventListener(end, () => light([id], false));
}
for (const { node, ids } of segments) {
  const own = [...ids].filter((id) => cards.has(id));
  node.addEventListener("mouseenter", () => own.forEach((id) => cards.get(id).classList.add("lit")));
  node.addEventListener("mouseleave", () => own.forEach((id) => cards.get(id).classList.remove("lit")));
  node.addEventListener("click", () => cards.get(own.at(-1))?.scrollIntoView({ block: "center", behavior: "smooth" }));
}
