// The working forms: a sheet of amounts adds itself up, lines grow with Tab. The server adds up again and decides.
{
  const minor = (text, places) => { // minor units of typed text, null when it is no amount
    const plain = text.trim().replace(/\u2212/g, '-').replace(/[,\u00a0\u202f ](?=\d{3}(\D|$))/g, '');
    if (!plain) return 0n;
    const m = /^(-?)(\d{1,16})(?:\.(\d*))?$/.exec(plain);
    if (!m || (m[3] || '').replace(/0+$/, '').length > places) return null;
    const v = BigInt(m[2] + (m[3] || '').slice(0, places).padEnd(places, '0'));
    return m[1] ? -v : v;
  };
  const shown = (v, places) => {
    const s = String(v < 0n ? -v : v).padStart(places + 1, '0'), whole = s.slice(0, s.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
    return (v < 0n ? '\u2212' : '') + whole + (places ? '.' + s.slice(-places) : '');
  };
  const sum = table => {
    const places = +table.dataset.decimals, typedIn = document.querySelector('[data-amount-in]');
    let applied = 0n, open = 0n;
    for (const input of table.querySelectorAll('[name=apply]')) {
      const v = minor(input.value, places), owed = input.dataset.owed, cell = input.closest('tr').querySelector('[data-stays]');
      applied += v ?? 0n;
      if (owed) open += BigInt(owed);
      if (cell) { const left = v === null ? null : BigInt(owed) - v; cell.textContent = left === null ? '–' : left ? shown(left, places) : '–'; cell.classList.toggle('bad', left !== null && left < 0n); }
      input.toggleAttribute('aria-invalid', v === null);
    }
    const received = typedIn ? (typedIn.value.trim() ? minor(typedIn.value, places) : null) : BigInt(table.querySelector('[data-received]')?.dataset.received ?? 0);
    table.querySelector('[data-applied]').textContent = shown(applied, places);
    table.querySelector('[data-stays-sum]').textContent = shown(open - applied, places);
    const left = table.querySelector('[data-left]');
    left.textContent = received === null ? '' : shown(received - applied, places) + ' left';
    const said = document.querySelector('[data-said]');
    if (said) said.textContent = shown(applied, places) + ' applied' + (received === null ? '' : ', ' + left.textContent);
    left.classList.toggle('bad', received !== null && received < applied);
    left.classList.toggle('ok', received !== null && received >= applied);
  };
  const all = () => document.querySelectorAll('[data-sheet]').forEach(sum);
  document.addEventListener('input', e => {
    if (e.target.matches('[name=apply]')) { const t = document.querySelector('[data-touched]'); if (t) t.value = '1'; }
    if (e.target.matches('[name=apply], [data-amount-in]')) all();
  });
  document.addEventListener('click', e => {
    const clear = e.target.closest('[data-clear]'), grow = e.target.closest('[data-grow]');
    if (clear) { for (const i of document.querySelectorAll(`[name=${clear.dataset.clear}]`)) i.value = ''; const t = document.querySelector('[data-touched]'); if (t) t.value = '1'; all(); document.querySelector('[name=apply]')?.focus(); }
    if (grow) { e.preventDefault(); add(document.getElementById(grow.dataset.grow)).querySelector('input:not([type=hidden])').focus(); }
  });
  // lines: Tab in the last field of the last row begins another
  const add = table => {
    const rows = table.tBodies[0].rows, row = rows[rows.length - 1].cloneNode(true), n = rows.length + 1;
    for (const i of row.querySelectorAll('input')) { i.value = ''; i.removeAttribute('aria-invalid'); i.id = i.id.replace(/\d+/, n); i.setAttribute('aria-label', i.getAttribute('aria-label').replace(/\d+$/, n)); }
    const o = row.querySelector('output');
    if (o) { o.textContent = '–'; o.id = 'line-' + n; o.dataset.line = n; }
    table.tBodies[0].append(row);
    return row;
  };
  document.addEventListener('keydown', e => {
    const table = e.target.closest?.('.linesheet');
    if (!table || e.key !== 'Tab' || e.shiftKey || e.ctrlKey || e.altKey) return;
    const fields = [...table.querySelectorAll('input')];
    if (e.target === fields[fields.length - 1] && fields.slice(-4).some(i => i.value.trim())) { e.preventDefault(); add(table).querySelector('input:not([type=hidden])').focus(); }
  });
  // items: a number or name of the catalogue fills the line; what was filled follows the quantity until it is typed over
  const sheet = e => e.target.closest?.('.linesheet[data-fill]');
  let asking;
  document.addEventListener('input', e => {
    const table = sheet(e);
    if (!table || e.target.name !== 'description') return;
    if (!e.target.value.trim()) e.target.closest('tr').querySelector('[name=item]').value = '';
    clearTimeout(asking);
    asking = setTimeout(async () => {
      const answer = await fetch(table.dataset.items + '?q=' + encodeURIComponent(e.target.value.trim()));
      if (answer.ok) document.getElementById('items').innerHTML = await answer.text();
    }, 150);
  });
  document.addEventListener('change', async e => {
    const table = sheet(e), row = e.target.closest?.('tr');
    if (!table || !['description', 'quantity'].includes(e.target.name)) return;
    const field = name => row.querySelector(`[name=${name}]`), form = table.closest('form');
    const wanted = e.target.name === 'description' ? field('description').value.trim() : field('item').value;
    if (!wanted || (e.target.name === 'description' && field('item').value)) return;
    const of = name => form.elements[name]?.value ?? '';
    const asked = new URLSearchParams({ item: wanted, quantity: field('quantity').value, customer: of('customer_number'), on: of('issued_on'), currency: of('currency') });
    const answer = await fetch(table.dataset.fill + '?' + asked);
    if (answer.status !== 200) return;
    const found = await answer.json();
    if (!found.item) return;
    field('item').value = found.item;
    field('description').title = found.hint;
    for (const [name, value] of [['description', found.description], ['unit_price', found.unit_price], ['tax_rate', found.tax]]) {
      const input = field(name), typed = input.value.trim();
      if (!typed || typed === input.dataset.filled || (name === 'description' && typed === wanted)) { input.value = value; input.dataset.filled = value; }
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });
  document.addEventListener('htmx:afterSwap', all);
  all();
}
if (location.hash === '#print') addEventListener('load', () => setTimeout(print, 400));
