" The server in Vim with ALE, set up as the README says, on the project in
" editors/testdata, whose main.flow is open: run says how. Each step goes on where
" the one before it ended.

set hidden
let s:done = []
let s:main = bufnr('')
let s:lib = bufadd('lib/pin.flow')
let s:thanks = matchstr(getline(7), '"[^"]*"')
let g:ale_hover_to_preview = 1
runtime autoload/ale/util.vim

" What is typed where ALE asks for something.
function! ale#util#Input(message, value, ...) abort
  return s:typed
endfunction

function! s:Await(what, condition) abort
  let l:end = reltime()
  while !a:condition()
    if reltimefloat(reltime(l:end)) > 20
      throw 'never came: ' . a:what
    endif
    sleep 10m
  endwhile
endfunction

function! s:Equal(want, got) abort
  if a:want !=# a:got
    throw 'want ' . string(a:want) . ', got ' . string(a:got)
  endif
endfunction

function! s:Go(text) abort
  call cursor(1, 1)
  if !search('\V' . a:text, 'c')
    throw 'no ' . a:text
  endif
endfunction

function! s:Line(buffer, line) abort
  return join(getbufline(a:buffer, a:line))
endfunction

function! s:Found() abort
  return ale#engine#GetLoclist(s:main)
endfunction

function! s:Diagnostics() abort
  call s:Await('a diagnostic', {-> !empty(s:Found())})
  let l:found = s:Found()[0]
  call s:Equal([1, 7, 25, 29, 'E', 'undefined-label'],
        \ [len(s:Found()), l:found.lnum, l:found.col, l:found.end_col, l:found.type, l:found.code])
endfunction

function! s:Code_action() abort
  let s:typed = '1'
  call s:Go('agnet')
  ALECodeAction
  call s:Await('the fix', {-> getline(7) ==# 'say ' . s:thanks . '; -> agent'})
  ALELint
  call s:Await('no diagnostics', {-> empty(s:Found())})
endfunction

" The text of the preview window.
function! s:Preview() abort
  for l:window in range(1, winnr('$'))
    if getwinvar(l:window, '&previewwindow')
      return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

function! s:Hover() abort
  call s:Go('operator')
  ALEHover
  call s:Await('the value', {-> s:Preview() =~# '5263'})
  pclose
endfunction

function! s:Definition() abort
  call s:Go('ask_pin')
  ALEGoToDefinition
  call s:Await('the other file', {-> bufnr('') == s:lib})
  call s:Equal([5, 6], getpos('.')[1:2])
endfunction

" ALE asks for uses alone.
function! s:References() abort
  call s:Go('operator')
  ALEFindReferences -quickfix
  call s:Await('references', {-> !empty(getqflist())})
  call s:Equal(['main.flow:10:11'],
        \ map(getqflist(), 'fnamemodify(bufname(v:val.bufnr), ":t") . ":" . v:val.lnum . ":" . v:val.col'))
endfunction

function! s:Symbols() abort
  ALESymbolSearch ask_pin
  call s:Await('symbols', {-> s:Preview() =~# 'pin.flow:5:6'})
  pclose
endfunction

function! s:Rename() abort
  let s:typed = 'ask_code'
  call s:Go('ask_pin')
  ALERename
  call s:Await('the new name in both files', {-> s:Line(s:main, 6) =~# '^ask_code ' && s:Line(s:lib, 5) =~# '^step ask_code('})
endfunction

function! s:Formatting() abort
  ALEFix flowc
  call s:Await('the layout', {-> getline(7, 8) ==# ['say ' . s:thanks, '-> agent']})
endfunction

" ALE gives up where a key waits, and so with keys of a test: its function is called.
function! s:Completion() abort
  call s:Go('-> agent')
  call feedkeys("S-> a\<Cmd>call Complete()\<CR>\<Esc>", 'tx')
  if index(s:words, 'agent') < 0
    throw 'no agent in ' . string(s:words)
  endif
  call setline(8, '-> agent')
endfunction

function! Complete() abort
  call s:Equal(3, ale#completion#OmniFunc(1, ''))
  call s:Await('completions', {-> ale#completion#GetCompletionResult() isnot v:null})
  let s:words = map(ale#completion#OmniFunc(0, 'a'), 'v:val.word')
endfunction

function! s:View(kind) abort
  return join(getbufline(bufnr('flowc://' . a:kind . '/'), 1, '$'), "\n")
endfunction

" Vim says that a text has changed where it waits for a key, and so never here.
function! s:Views() abort
  silent wall
  FlowcPayload
  FlowcExpanded
  call s:Equal(s:main, bufnr(''))
  call s:Await('the payload', {-> s:View('payload') =~# '"text": ' . s:thanks})
  call s:Await('the expanded script', {-> s:View('expanded') =~# 'connect 5263'})
  call setline(7, 'say "Merci."')
  doautocmd TextChanged
  call s:Await('the payload after an edit', {-> s:View('payload') =~# '"text": "Merci."'})
  buffer lib/pin.flow
  call setline(3, 'let operator = 5264')
  write
  call s:Await('both views after the file that is used was written',
        \ {-> s:View('payload') =~# '"number": "5264"' && s:View('expanded') =~# 'connect 5264'})
endfunction

try
  for s:step in ['Diagnostics', 'Code_action', 'Hover', 'Definition', 'References', 'Symbols', 'Rename', 'Formatting', 'Completion', 'Views']
    execute 'buffer' s:main
    call call('s:' . s:step, [])
    call add(s:done, tolower(substitute(s:step, '_', ' ', '')))
  endfor
catch
  call add(v:errors, s:step . ': ' . v:throwpoint . ': ' . v:exception)
endtry
call writefile(['flowc lsp with ALE: ' . join(s:done, ', ')] + v:errors, $REPORT)
execute empty(v:errors) ? 'qall!' : 'cquit!'
