// Elements of the search, made one by one: never from a string of markup, which the pages' policy would refuse.

export function made(name, text, className = "") {
  return Object.assign(document.createElement(name), { textContent: text, className });
}

export function item(...content) {
  const one = document.createElement("li");
  one.append(...content);
  return one;
}

export function link(href, text, lang = "") {
  const one = made("a", "", "govuk-link");
  one.setAttribute("href", href);
  one.append(made("bdi", text));
  speak(one, lang);
  return one;
}

export function speak(element, language) {
  if (language) element.setAttribute("lang", language);
}
