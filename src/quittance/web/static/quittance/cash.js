// The workbench of cash application: Enter accepts, sums follow what is typed, letters lead to their field.
const match = () => document.querySelector('#match form');
const minor = (text, d) => {
  const plain = text.replace(/[\s,]/g, '').replace('\u2212', '-');
  if (!/^-?\d*\.?\d*$/.test(plain)) return null;
  const [whole, part = ''] = plain.replace('-', '').split('.');
  if (part.length > d) return null;
  const value = BigInt((whole || '0') + part.padEnd(d, '0'));
  return plain.startsWith('-') ? -value : value;
};
const money = (value, d) => {
  const s = String(value < 0n ? -value : value).padStart(d + 1, '0'), whole = s.slice(0, s.length - d).replace(/\B(?=(\d{3})+$)/g, ',');
  return (value < 0n ? '\u2212' : '') + whole + (d ? '.' + s.slice(-d) : '');
};
function sums() {
  const form = match(), left = form?.querySelector('[data-left]');
  if (!left) return;
  const d = +left.dataset.decimals;
  let applied = 0n, missing = 0n;
  for (const row of form.querySelectorAll('[data-part]')) {
    const value = minor(row.querySelector('input[name=amount]').value, d) ?? 0n, stays = BigInt(row.dataset.part) - value;
    applied += value;
    if (stays > 0n) missing += stays;
    row.querySelector('[data-stays]').textContent = stays === 0n ? '–' : money(stays, d);
  }
  applied += minor(form.elements.added_amount.value, d) ?? 0n;
  const rest = BigInt(left.dataset.received) - applied;
  left.textContent = money(rest, d);
  left.closest('td').className = rest < 0n ? 'num bad' : 'num ok';
  form.querySelector('[data-applied]').textContent = money(applied, d);
  for (const x of form.querySelectorAll('[data-missing], [data-missing-said]')) x.textContent = missing ? money(missing, d) : '–';
  form.querySelector('[data-why]').hidden = !missing;
}
document.addEventListener('input', e => e.target.closest('#match') && sums());
document.addEventListener('click', e => {
  const to = e.target.closest('[data-to]');
  if (to) { const x = document.querySelector(`#match [data-focus="${to.dataset.to}"]`); x?.focus(); x?.select(); }
  if (e.target.closest('[data-later]')) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
});
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('textarea, select, dialog')) return;
  const field = e.target.closest('input:not([type=radio])');
  if (e.key === 'A' && e.shiftKey && !field) { e.stopImmediatePropagation(); e.preventDefault(); document.querySelector('[data-safe]')?.click(); }
  if (e.key === 'Enter' && !field && !e.target.closest('a, button, summary')) { e.stopImmediatePropagation(); e.preventDefault(); document.querySelector('#match [data-accept]')?.click(); }
}, true);
const start = document.querySelector('[data-list] tr[aria-selected=true]');
if (start && !document.querySelector('#faults')) start.focus({ preventScroll: true });
