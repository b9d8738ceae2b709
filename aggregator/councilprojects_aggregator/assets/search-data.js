// The data of the search, asked for at once: while the page and the other scripts are still on their way.
//
// Where they are is said by the element that loads this script.

const { source, spoken } = document.querySelector("script[data-source]").dataset;

async function loaded(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// All projects, and how they are called in the language of the page; null in place of what cannot be loaded.
export const everything = Promise.all([loaded(source), spoken ? loaded(spoken) : {}]);
