// Where the program is: what the setting says, else the active Python environment, else the PATH.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { extensions, workspace } from 'vscode';

const NAME = process.platform === 'win32' ? 'paperlint.exe' : 'paperlint';

export async function find(): Promise<string> {
  const said = workspace.getConfiguration('paperlint').get<string>('path', '').trim();
  if (said !== '') {
    return said;
  }
  return (await inPythonEnvironment()) ?? NAME;
}

/** What the Python extension gives of its environments. */
interface PythonApi {
  environments?: { getActiveEnvironmentPath(): { path: string } };
}

async function inPythonEnvironment(): Promise<string | undefined> {
  const python = extensions.getExtension<PythonApi>('ms-python.python');
  if (python === undefined) {
    return undefined;
  }
  const api = python.isActive ? python.exports : await python.activate();
  const interpreter = api.environments?.getActiveEnvironmentPath().path;
  if (interpreter === undefined) {
    return undefined;
  }
  // Either the interpreter or the folder of the environment.
  const places = [path.dirname(interpreter), path.join(interpreter, 'bin'), path.join(interpreter, 'Scripts')];
  return places.map((place) => path.join(place, NAME)).find((program) => existsSync(program));
}

/** Whether a program answers when it is started. */
export async function isThere(program: string): Promise<boolean> {
  return new Promise((done) => execFile(program, ['--version'], (error) => done(error === null)));
}
