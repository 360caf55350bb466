" Vim filetype plugin for call flows (.flow), for Vim and Neovim.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

" fmt writes two spaces, so the settings of other files do not matter here.
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal comments=:// commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.flow
setlocal include=^\\s*use\\s*\"
setlocal define=^\\s*\\%(let\\\|param\\\|step\\)\\>

let b:undo_ftplugin = 'setlocal expandtab< shiftwidth< softtabstop< comments< commentstring< formatoptions< suffixesadd< include< define< | silent! delcommand -buffer FlowFormat'

" Lays the buffer out in the canonical way. What does not parse stays as it is,
" and its findings are in the quickfix list.
command! -buffer FlowFormat call s:Format()

if exists('*s:Format')
  finish
endif

function! s:Format() abort
  let l:out = tempname()
  let l:command = 'flowc fmt - --stdin-name ' . shellescape(expand('%') ==# '' ? '<stdin>' : expand('%'))
  let l:text = join(getline(1, '$'), "\n") . "\n"
  let l:found = system(l:command . ' 2>&1 >' . shellescape(l:out), l:text)
  if v:shell_error
    let l:format = &l:errorformat
    compiler flowc
    cgetexpr l:found
    let &l:errorformat = l:format
    echohl ErrorMsg | echomsg 'flowc fmt: ' . split(l:found . "\n", "\n")[0] | echohl None
    return
  endif
  let l:lines = readfile(l:out)
  call delete(l:out)
  if l:lines ==# getline(1, '$')
    return
  endif
  let l:view = winsaveview()
  if len(l:lines) < line('$')
    execute 'silent keepjumps' (len(l:lines) + 1) . ',$delete _'
  endif
  call setline(1, l:lines)
  call winrestview(l:view)
endfunction
