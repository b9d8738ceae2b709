// Tables that sort by a click on a column's head. Without this script they stand in the order in which they were made.
//
// A cell sorts by its `data-sort`, else by its text; what is empty comes last, whichever way. Nothing is ever made from
// a string of markup, so the pages' policy on Trusted Types has nothing to refuse.

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

for (const place of document.querySelectorAll("[data-sortable]")) {
  const status = document.createElement("p");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  place.append(status);
  for (const head of place.querySelectorAll("thead th")) prepare(place, head, status);
}

function prepare(place, head, status) {
  const column = head.textContent.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cp-sort";
  button.title = place.dataset.sortLabel.replace("{column}", column);
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    sort(head.closest("table").tBodies[0], head.cellIndex, down);
    status.textContent = place.dataset.sorted.replace("{column}", column);
  });
}

function sort(body, index, down) {
  const keyed = [...body.rows].map((row) => [key(row.cells[index]), row]);
  keyed.sort(([one], [other]) => (!one - !other) || (down ? -1 : 1) * collator.compare(one, other));
  body.append(...keyed.map(([, row]) => row));
}

function key(cell) {
  return cell.dataset.sort ?? cell.textContent.trim();
}
