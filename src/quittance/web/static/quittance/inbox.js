// The inbox: Enter goes from the list to what the mail proposes, R opens the answer, A the name of its customer.
const mail = s => document.querySelector(`#mail ${s}`);
document.addEventListener('click', e => {
  if (!e.target.closest('[data-reply]')) return;
  const form = mail('#reply');
  form.hidden = false; form.querySelector('textarea').focus();
});
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select, dialog')) return;
  const customer = mail('[name=customer_number]'), accept = mail('[data-accept]');
  if (e.key === 'a' && customer) { e.stopImmediatePropagation(); e.preventDefault(); customer.focus(); }
  if (e.key === 'Enter' && e.target.matches('[data-list] tbody tr') && (accept || customer)) { e.stopImmediatePropagation(); e.preventDefault(); (accept || customer).focus(); }
  if (e.key === '?') { e.stopImmediatePropagation(); e.preventDefault(); document.getElementById('keys-here').showModal(); }
}, true);
const chosen = document.querySelector('[data-list] tr[aria-selected=true]');
if (chosen && !document.querySelector('#faults')) chosen.focus({ preventScroll: true });
