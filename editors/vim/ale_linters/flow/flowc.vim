" The language server of flowc, for ALE. ALE counts columns in bytes.

call ale#Set('flow_flowc_executable', 'flowc')
call ale#Set('flow_flowc_init_options', {'positionEncoding': 'utf-8'})

" The folder of the project of a script, or that of the script.
function! ale_linters#flow#flowc#Root(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, 'flowc.yaml')
  if !empty(l:settings)
    return fnamemodify(l:settings, ':h')
  endif
  let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')
  return empty(l:git) ? expand('#' . a:buffer . ':p:h') : fnamemodify(l:git, ':h:h')
endfunction

call ale#linter#Define('flow', {
      \ 'name': 'flowc',
      \ 'lsp': 'stdio',
      \ 'executable': {buffer -> ale#Var(buffer, 'flow_flowc_executable')},
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#flow#flowc#Root'),
      \ 'initialization_options': {buffer -> ale#Var(buffer, 'flow_flowc_init_options')},
      \ })

call ale#fix#registry#Add('flowc', 'ale#fixers#flowc#Fix', ['flow'], 'Lay a script out with flowc fmt.')
