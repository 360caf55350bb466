" The canonical layout, for ALE.

function! ale#fixers#flowc#Fix(buffer) abort
  return {'command': ale#Escape(ale#Var(a:buffer, 'flow_flowc_executable')) . ' fmt - --stdin-name %s'}
endfunction
