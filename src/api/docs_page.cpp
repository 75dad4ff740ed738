#include "api/docs_page.h"

namespace anwang::api {

const std::string_view kDocsHtml = R"html(<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>安網 API</title>
<link rel="stylesheet" href="/api/v1/docs.css">
<script src="/api/v1/docs.js" defer></script>
</head>
<body>
<header><h1>安網 API</h1><p id="about"></p>
<label>篩選 Filter <input id="filter" type="search" autocomplete="off"></label>
<p><a href="/api/v1/openapi.json">openapi.json</a></p></header>
<main id="operations" aria-live="polite"></main>
<noscript><p>請開啟 JavaScript，或直接閱讀 openapi.json。 Turn JavaScript on, or read openapi.json.</p></noscript>
</body>
</html>
)html";

const std::string_view kDocsScript = R"js('use strict';
// Everything is set with textContent: the document is data, never markup.
const el = (name, text, cls) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (cls) node.className = cls;
  return node;
};
const shape = (schema, doc, depth = 0) => {
  if (!schema) return '';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return depth > 1 ? name : name + ' ' + shape(doc.components.schemas[name], doc, depth + 1);
  }
  if (schema.anyOf) return schema.anyOf.map((s) => shape(s, doc, depth)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return '[' + shape(schema.items, doc, depth) + ']';
  if (schema.properties) {
    const pad = '  '.repeat(depth + 1);
    const rows = Object.entries(schema.properties).map(([name, s]) =>
      pad + name + ((schema.required || []).includes(name) ? '' : '?') + ': ' + shape(s, doc, depth + 1));
    return '{\n' + rows.join('\n') + '\n' + '  '.repeat(depth) + '}';
  }
  return schema.format || schema.type || 'any';
};
const block = (title, content, doc) => {
  const part = el('div');
  part.append(el('h4', title));
  for (const [type, body] of Object.entries(content || {})) {
    part.append(el('p', type, 'type'));
    part.append(el('pre', shape(body.schema, doc)));
  }
  return part;
};
const operation = (path, method, op, doc) => {
  const details = el('details');
  const summary = el('summary');
  summary.append(el('code', method.toUpperCase(), 'method'), el('code', path), el('span', op['x-summary-zh']), el('span', op.summary, 'en'));
  details.append(summary);
  details.dataset.search = (method + ' ' + path + ' ' + op.summary + ' ' + op['x-summary-zh']).toLowerCase();
  details.append(el('p', '權限 Policy: ' + op['x-policy'] + ' (' + (op['x-policy-words'] || '') + ') ' + (op['x-roles'] || []).join(', ')));
  const parameters = (op.parameters || []).map((p) => (p.$ref ? doc.components.parameters[p.$ref.split('/').pop()] : p));
  if (parameters.length) {
    const list = el('ul');
    for (const p of parameters) list.append(el('li', p.name + ' (' + p.in + (p.required ? ', required' : '') + ')' + (p.description ? ': ' + p.description : '')));
    details.append(el('h4', '參數 Parameters'), list);
  }
  if (op.requestBody) details.append(block('送出 Request', op.requestBody.content, doc));
  for (const [status, answer] of Object.entries(op.responses || {}))
    if (!answer.$ref) details.append(block('回應 ' + status, answer.content, doc));
  return details;
};
const start = async () => {
  const doc = await (await fetch('/api/v1/openapi.json')).json();
  document.getElementById('about').textContent = doc.info.version + '. ' + doc.info.description;
  const groups = new Map();
  for (const [path, methods] of Object.entries(doc.paths))
    for (const [method, op] of Object.entries(methods)) {
      const tag = op.tags[0];
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(operation(path, method, op, doc));
    }
  const main = document.getElementById('operations');
  for (const [tag, nodes] of groups) {
    const section = el('section');
    section.append(el('h2', tag), ...nodes);
    main.append(section);
  }
  document.getElementById('filter').addEventListener('input', (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const node of main.querySelectorAll('details')) node.hidden = wanted !== '' && !node.dataset.search.includes(wanted);
  });
};
start().catch(() => { document.getElementById('about').textContent = '無法讀取 openapi.json。'; });
)js";

const std::string_view kDocsStyle = R"css(:root { color-scheme: light; }
body { margin: 0; background: #F4F6F8; color: #16202A; font: 16px/26px "Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif; }
header, main { max-width: 1100px; margin: 0 auto; padding: 16px 24px; }
h1 { font-size: 22px; line-height: 32px; margin: 0; }
h2 { font-size: 18px; line-height: 28px; margin: 24px 0 8px; }
h4 { margin: 12px 0 4px; }
details { background: #FFFFFF; border: 1px solid #D3DAE0; border-radius: 4px; margin: 4px 0; padding: 4px 12px; }
summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: 12px; min-height: 32px; align-items: center; }
summary:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #FFD43B; box-shadow: 0 0 0 5px #16202A; }
.method { min-width: 64px; color: #0B5A8A; font-weight: 700; }
.en, .type { color: #44515E; }
.type { margin: 0; }
pre { background: #ECF0F3; padding: 8px 12px; overflow-x: auto; border-radius: 4px; font-size: 14px; line-height: 22px; }
a { color: #0B5A8A; }
input { font: inherit; padding: 4px 8px; border: 1px solid #6B7884; border-radius: 4px; }
)css";

}  // namespace anwang::api
