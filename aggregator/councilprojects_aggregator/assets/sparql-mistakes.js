// Where a question in SPARQL goes wrong, as querying/mistakes.py finds it for the command line.
//
// The engine lists all that it would have taken, and where it looked last, up to a keyword's length behind the mistake. So
// it is asked again with the question cut off behind one piece after another: the first piece with which it does not get
// to the end of what is left is the mistake. In: the question, and what the engine says of one. Out: `{line, column,
// kind, found}`, in which `kind` names the sentence that the page has for it; null where the engine names no place.

// Whole strings, addresses and comments; variables; names with a prefix; tags of languages; words and numbers; signs.
const PIECE = /"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\s]*>|#[^\n]*|[?$][\p{L}\p{N}_]+|(?<prefix>[\p{L}\p{N}_.-]*):[\p{L}\p{N}_.:%\\-]*|@[\w-]+|[\p{L}\p{N}_]+|&&|\|\||\^\^|[!<>]=|\S/gsu;
const PROLOGUE = /^(?:(?:PREFIX \S+|BASE) <\S*> )*$/i;
const PLACE = /error at (\d+):/;
const SAID = /(?:expected|, ) ?(?:one of )?([A-Z][a-z]*(?: [\w()]+){3,})/;
const PADDING = 40; // lines behind what is left: the longest keyword, for which the engine looks ahead, has fewer letters

export function mistake(words, refusal) {
  const reason = refusal(words);
  if (!PLACE.test(reason)) return null;
  const pieces = [...words.matchAll(PIECE)].filter(([piece]) => piece[0] !== "#");
  let low = 0, high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leadsOn(words.slice(0, pieces[middle].index + pieces[middle][0].length), refusal)) low = middle + 1;
    else high = middle;
  }
  const before = words.slice(0, pieces[low]?.index ?? words.trimEnd().length).split("\n");
  const isFirst = PROLOGUE.test(pieces.slice(0, low).map(([piece]) => `${piece} `).join(""));
  return { line: before.length, column: [...before.at(-1)].length + 1, ...told(reason, pieces[low], isFirst) };
}

// Whether something could follow. The character at the end may stand nowhere, so nothing is ever asked.
function leadsOn(beginning, refusal) {
  const place = PLACE.exec(refusal(`${beginning}${"\n".repeat(PADDING)}\x01`));
  return place !== null && Number(place[1]) >= beginning.split("\n").length + PADDING;
}

function told(reason, piece, isFirst) {
  const found = piece?.[0] ?? "";
  if (piece?.groups.prefix !== undefined && reason.includes("Prefix not found")) return { kind: "prefix", found: piece.groups.prefix };
  if (found.startsWith("<") && reason.includes("IRI parsing failed")) return { kind: "address", found };
  const said = SAID.exec(reason);
  if (said) return { kind: said[1].includes("unbound") ? "unbound" : "said", found: said[1] };
  if (!found) return { kind: "end", found };
  return { kind: found === '"' || found === "'" ? "quote" : isFirst ? "begin" : "here", found };
}
