// The peer: a plain, well-made Node service that takes the same report. Fastify validates the body by JSON Schema, one
// transaction of better-sqlite3 a report (report, reporter, subjects, audit row), WAL and synchronous=FULL as ours.
// No sealing, no journal chain, no search for candidates, no rules: it does less, which is in its favour.
//   node server.mjs PORT DATABASE ROWS     (fills the table up to ROWS reports before it listens)
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [port, path, rows] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4] ?? 0)];
const db = new Database(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');
db.exec(`
  CREATE TABLE IF NOT EXISTS report (id INTEGER PRIMARY KEY, idem TEXT UNIQUE, kinds TEXT NOT NULL, danger INTEGER,
    township TEXT, place TEXT, narrative TEXT, received_at INTEGER NOT NULL, due_at INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS report_queue ON report(state, due_at);
  CREATE TABLE IF NOT EXISTS reporter (report_id INTEGER PRIMARY KEY REFERENCES report(id), name TEXT, unit TEXT, phone TEXT, class TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS subject (id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES report(id), role TEXT,
    name TEXT, id_no TEXT, birth_on TEXT, sex TEXT, phone TEXT, address TEXT, township TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS subject_report ON subject(report_id);
  CREATE INDEX IF NOT EXISTS subject_name ON subject(name, birth_on);
  CREATE INDEX IF NOT EXISTS subject_id_no ON subject(id_no);
  CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, report_id INTEGER NOT NULL) STRICT;
`);

const addReport = db.prepare('INSERT INTO report (idem, kinds, danger, township, place, narrative, received_at, due_at, state) VALUES (?,?,?,?,?,?,?,?,?)');
const addReporter = db.prepare('INSERT INTO reporter VALUES (?,?,?,?,?)');
const addSubject = db.prepare('INSERT INTO subject (report_id, role, name, id_no, birth_on, sex, phone, address, township) VALUES (?,?,?,?,?,?,?,?,?)');
const addAudit = db.prepare('INSERT INTO audit (at, kind, report_id) VALUES (?,?,?)');
const insert = db.transaction((body, key) => {
  const now = Date.now();
  const id = addReport.run(key, JSON.stringify(body.kinds), body.immediate_danger ? 1 : 0, body.township ?? null, body.place ?? null,
    body.narrative, now, now + 86_400_000, 'pending').lastInsertRowid;
  const r = body.reporter ?? {};
  addReporter.run(id, r.name ?? null, r.unit ?? null, r.phone ?? null, r.class ?? null);
  for (const s of body.subjects)
    addSubject.run(id, s.role ?? null, s.name ?? null, s.id_no ?? null, s.birth_on ?? null, s.sex ?? null, s.phone ?? null, s.address ?? null, s.township ?? null);
  addAudit.run(now, 'report.received', id);
  return { id, now };
});

const text = { type: ['string', 'null'], maxLength: 10000 };
const schema = {
  body: {
    type: 'object', required: ['kinds', 'subjects', 'narrative'],
    properties: {
      kinds: { type: 'array', minItems: 1, items: { type: 'string' } }, immediate_danger: { type: ['boolean', 'null'] },
      township: text, place: text, narrative: { type: 'string', minLength: 1, maxLength: 10000 },
      reporter: { type: 'object', properties: { name: text, unit: text, phone: text, class: text } },
      subjects: { type: 'array', minItems: 1, maxItems: 50, items: { type: 'object', properties: {
        role: text, name: text, id_no: text, birth_on: { type: ['string', 'null'], format: 'date' }, sex: text, phone: text, address: text, township: text } } },
    },
  },
};

const app = Fastify({ logger: false, bodyLimit: 262_144 });
app.post('/api/v1/reports', { schema }, (request, reply) => {
  const key = request.headers['idempotency-key'];
  const { id, now } = insert(request.body, key);
  reply.code(201).send({ report_no: `R${id}`, received_at: new Date(now).toISOString(), due_at: new Date(now + 86_400_000).toISOString() });
});
app.get('/count', () => db.prepare('SELECT COUNT(*) AS n FROM report').get());

const present = db.prepare('SELECT COUNT(*) AS n FROM report').get().n;
if (present < rows) {
  const sample = { kinds: ['child_protection'], immediate_danger: false, township: '10004010', place: '家中', narrative: '鄰居聽到孩子哭聲。'.repeat(10),
    reporter: { name: '某某', unit: '某某國小', phone: '0912345678', class: 'education' }, subjects: [] };
  const random = (n) => Math.floor(Math.random() * n);
  const fill = db.transaction((from, to) => {
    for (let i = from; i < to; i++)
      insert({ ...sample, subjects: [0, 1].map(() => ({ role: 'victim', name: `名${random(1e6)}`, id_no: `J${100000000 + random(9e8)}`, birth_on: '2015-03-04',
        sex: 'female', phone: `09${10000000 + random(9e7)}`, address: '竹北市', township: '10004010' })) }, `fill-${i}`);
  });
  for (let i = present; i < rows; i += 10_000) fill(i, Math.min(i + 10_000, rows));
}
await app.listen({ host: '127.0.0.1', port });
console.log('ready');
