// VS Code's own JSON language service, asked about documents as the editor asks it. Standard input: a list of
// {text, offset} in JSON. Standard output: for each what the editor would list, show and underline.
//
// The schema is found by the document's own `$schema`, as in VS Code: argument 1 is its address, argument 2 the file.
import { readFileSync } from "node:fs";
import languageService from "vscode-json-languageservice";

const { getLanguageService, TextDocument } = languageService;

const [, , address, file] = process.argv;
const asked = [];
const service = getLanguageService({
  schemaRequestService: async (uri) => {
    asked.push(uri);
    if (uri === address) return readFileSync(file, "utf8");
    throw new Error(`nothing at ${uri}`);
  },
});
service.configure({ validate: true, allowComments: false });

async function answer({ text, offset }) {
  const document = TextDocument.create("file:///council/projects.json", "json", 1, text);
  const json = service.parseJSONDocument(document);
  const position = document.positionAt(offset ?? 0);
  const completions = await service.doComplete(document, position, json);
  const hover = await service.doHover(document, position, json);
  const problems = await service.doValidation(document, json);
  return {
    completions: completions.items.map(({ label, documentation }) => ({
      label,
      documentation: documentation?.value ?? documentation ?? "",
    })),
    hover: (hover?.contents ?? []).map((part) => part.value ?? part).join("\n"),
    problems: problems.map(({ message, range }) => ({ message, text: document.getText(range) })),
  };
}

const answers = [];
for (const question of JSON.parse(readFileSync(0, "utf8"))) answers.push(await answer(question));
process.stdout.write(JSON.stringify({ answers, asked: [...new Set(asked)] }));
