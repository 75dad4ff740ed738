import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Server { url: string; stop: () => Promise<void> }

const root = join(import.meta.dirname, '../..');

function binary(): string {
  const found = [process.env['ANWANG_BIN'], join(root, 'build/anwang'), join(root, 'build/test/anwang')].find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('no build/anwang: run make build first, or set ANWANG_BIN or ANWANG_URL');
  return found;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

function run(command: string, args: string[]): void {
  const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args[0]}: ${done.stderr}`);
}

/** Creates a small demonstration county, serves it on a free loopback port and waits until it is ready. */
export async function startServer(): Promise<Server> {
  const given = process.env['ANWANG_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const anwang = binary();
  const folder = mkdtempSync(join(tmpdir(), 'anwang-e2e-'));
  const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
  run(anwang, ['keys', 'new', '--data', data, '--keys', keys]);
  run(anwang, ['demo', '--data', data, '--keys', keys, '--county', '10004', '--scale', process.env['ANWANG_SCALE'] ?? '0.02']);
  const url = `http://127.0.0.1:${await freePort()}`;
  const log = openSync(join(folder, 'server.log'), 'w');
  const child = spawn(anwang, ['serve', '--data', data, '--keys', keys, '--listen', url.slice('http://'.length)], { stdio: ['ignore', log, log] });
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`anwang serve ended; see ${folder}/server.log`);
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (Date.now() > until) throw new Error(`anwang serve is not ready; see ${folder}/server.log`);
    await new Promise((wait) => setTimeout(wait, 200));
  }
  return {
    url,
    stop: () => new Promise((resolve) => {
      child.on('exit', () => {
        if (!process.env['ANWANG_KEEP']) rmSync(folder, { recursive: true, force: true });
        resolve();
      });
      child.kill('SIGTERM');
    }),
  };
}
