// The worklist: Enter does the suggested step, a call begins beside the script, what is ticked goes along with the forms.
const account = () => document.querySelector('#account');
const here = s => account()?.querySelector(s);
const ticked = () => [...account().querySelectorAll('[data-asks] input:checked')];
function begin() {
  const form = here('#call');
  if (!form) return;
  form.hidden = false;
  for (const x of account().querySelectorAll('[name=called]')) x.value = 'yes';
  here('[data-tel]')?.click();
}
document.addEventListener('click', e => {
  if (e.target.closest('[data-call]')) begin();
  if (e.target.closest('[data-tab=email]')) here('[data-mail]')?.focus();
  if (e.target.closest('[data-key=m]')) here('[data-note]')?.focus();
});
document.addEventListener('change', e => {
  if (!e.target.closest('[data-asks]')) return;
  const sum = here('[data-asks] [data-sum]')?.textContent;
  for (const x of account().querySelectorAll('[data-takes-sum]')) x.value = sum;
});
document.addEventListener('submit', e => {
  const form = e.target;
  if (!form.matches('[data-takes-ticks]')) return;
  for (const x of form.querySelectorAll('[name=document]')) x.remove();
  for (const box of ticked()) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'document', value: box.value }));
});
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const field = e.target.closest('input:not([type=radio], [type=checkbox]), textarea, select'), dialog = e.target.closest('dialog');
  if (dialog && e.key === 'Enter' && e.target.matches('select')) { e.preventDefault(); e.target.form.requestSubmit(); return; }
  if (dialog && !field) {
    const choice = dialog.querySelector(`[data-number="${CSS.escape(e.key)}"] input`);
    if (choice) { e.preventDefault(); choice.checked = true; choice.focus(); }
    if (choice || e.key !== 'Enter' || e.target.matches('button')) return;
    e.preventDefault(); dialog.querySelector('form').requestSubmit();
    return;
  }
  if (e.key === 'Enter' && e.target.matches('[data-list] tbody tr')) {
    const key = e.target.querySelector('.next kbd')?.textContent.toLowerCase(), step = here(`[data-key="${key}"]`);
    if (step) { e.stopImmediatePropagation(); e.preventDefault(); step.click(); }
  }
  if (e.key === '?' && !field && !dialog) { e.stopImmediatePropagation(); e.preventDefault(); document.getElementById('keys-here').showModal(); }
}, true);
const reopen = document.querySelector('dialog[data-reopen]'), first = document.querySelector('[data-list] tr[aria-selected=true]');
if (reopen) { reopen.showModal(); reopen.querySelector('#faults')?.focus(); } else if (first && !document.querySelector('#faults')) first.focus({ preventScroll: true });
document.addEventListener('formdata', e => { if (e.target.id === 'filter-form') for (const [name, value] of [...e.formData]) if (!value) e.formData.delete(name); });
