// A worker of its own for questions in SPARQL, so that the page stays awake and a question can be stopped by ending it.
//
// In: `{question, graph}`, the second an address of our own. Out: `{state}` on the way, then `{answer}` or `{error, detail, found}`.
// Nothing but the engine and the graph is ever fetched: the engine has no way to the web, and SERVICE is refused by name.

import init, { Store } from "./oxigraph.js";
import { mistake } from "./sparql-mistakes.js";

const ENGINE = new URL("./oxigraph.wasm.gz", import.meta.url);
// Some 1 kB of memory for each statement: beyond this a browser's tab runs out of it.
const LARGEST = 12_000_000;
const PACKED = [0x1f, 0x8b]; // RFC 1952, section 2.3.1

class Refused extends Error {
  constructor(kind, detail = "") {
    super(detail);
    this.kind = kind;
  }
}

let store;

onmessage = async ({ data: { question, graph } }) => {
  try {
    check(question);
    store ??= await load(graph);
    postMessage({ state: "running" });
    postMessage({ answer: ask(question) });
  } catch (error) {
    const kind = error instanceof Refused ? error.kind : error instanceof WebAssembly.RuntimeError || error instanceof RangeError
      ? "large" : "faulty";
    const found = kind === "faulty" ? mistake(question, refusal) : null;
    postMessage({ error: kind, detail: String(error?.message ?? error), found });
  }
};

// What the engine has against a question, asked of no data.
function refusal(question) {
  try {
    new Store().query(question);
    return "";
  } catch (error) {
    return String(error?.message ?? error);
  }
}

async function load(graph) {
  postMessage({ state: "loading" });
  await init({ module_or_path: await unpacked(ENGINE) });
  const loaded = new Store();
  loaded.load(await unpacked(graph), { format: "application/n-quads", unchecked: true, no_transaction: true });
  return loaded;
}

// A host may send a packed file as it is, or unpack it on the way (Content-Encoding): its first bytes tell.
async function unpacked(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) throw new Refused("unread");
  if (Number(answer.headers.get("Content-Length")) > LARGEST) throw new Refused("large");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!PACKED.every((byte, i) => bytes[i] === byte)) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

// What may hold a word without being it: addresses, strings in all four spellings, comments.
const APART = /<[^<>"{}|^`\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/gs;
// SPARQL 1.1 section 19.2: these stand for a character anywhere, even in a keyword.
const CODE_POINT = /\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g;
const SERVICE = /SERVICE\s*(?:SILENT\s*)?(?:<>|[?$]\w+|[\w.-]*:[^\s{]*)\s*\{/i;
const UPDATE = /(?:^|[\s>;])(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b(?=[\s\S]*(?:\{|<>))/i;
const FORM = /(?:^|[\s>])(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i;

function bare(question) {
  const character = (_, four, eight) => {
    const code = parseInt(four ?? eight, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  };
  return question.replace(CODE_POINT, character).replace(APART, (found) => ({ "<": "<>", "#": " " })[found[0]] ?? '""');
}

function check(question) {
  const words = bare(question);
  if (!words.trim()) throw new Refused("empty");
  if (SERVICE.test(words)) throw new Refused("service");
  if (!FORM.test(words) && UPDATE.test(words)) throw new Refused("update");
}

function ask(question) {
  const options = { use_default_graph_as_union: true };
  if (/CONSTRUCT|DESCRIBE/i.test(FORM.exec(bare(question))?.[1] ?? "")) {
    const quads = store.query(question, options);
    const columns = ["subject", "predicate", "object"];
    return { columns, rows: quads.map((quad) => columns.map((name) => term(quad[name]))) };
  }
  const { head, results, boolean } = JSON.parse(store.query(question, { ...options, results_format: "json" }));
  if (boolean !== undefined) return { columns: ["answer"], rows: [[{ type: "literal", value: String(boolean) }]] };
  return { columns: head.vars, rows: results.bindings.map((row) => head.vars.map((name) => row[name] ?? null)) };
}

// As SPARQL 1.1 Query Results JSON has a term (section 3.2.2).
function term({ termType, value, language }) {
  const type = { NamedNode: "uri", BlankNode: "bnode" }[termType] ?? "literal";
  return { type, value, ...(language && { "xml:lang": language }) };
}
