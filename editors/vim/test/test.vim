" Tests of the runtime files in $RUNTIME, for Vim and Neovim: run says how.

let s:root = $ROOT
let &runtimepath = $RUNTIME . ',' . &runtimepath
filetype plugin indent on
syntax on
let s:checked = 0

function! s:Equal(want, got, what) abort
  let s:checked += 1
  call assert_equal(a:want, a:got, a:what)
endfunction

function! s:Open(lines) abort
  enew!
  setlocal buftype=nofile
  setfiletype flow
  call setline(1, a:lines)
endfunction

" The groups of the words of a line, and of marks.
function! s:Groups(line) abort
  let l:groups = []
  for l:word in range(1, len(getline(a:line)))
    if getline(a:line)[l:word - 1] !~# '\s'
      let l:name = substitute(synIDattr(synID(a:line, l:word, 1), 'name'), '^flow', '', '')
      if empty(l:groups) || l:groups[-1] !=# l:name
        call add(l:groups, l:name)
      endif
    endif
  endfor
  return join(filter(l:groups, 'v:val !=# ""'))
endfunction

function! s:Syntax() abort
  let l:table = [
        \ ['// a // b', 'Comment'],
        \ ['// flowc:allow raw-object it is a fax', 'Comment Allow Comment'],
        \ ['cloud env NAME', 'Setting Inner'],
        \ ['let from = 5263', 'Declaration Inner Number'],
        \ ['say: say "a{{b}}${c}\n" // d', 'Label Step Text Variable Constant Escape Text Comment'],
        \ ['call a from 442079460100', 'Step Inner Number'],
        \ ['callback 5263 at 2030-01-15 18:30 Europe/London', 'Step Number Inner Date Time'],
        \ ['get "https://example.com" -> next/agent', 'Step Text Arrow Ending Target'],
        \ ['-> agent', 'Arrow Target'],
        \ ['  12#, 4..6 -> end', 'Key Number Number Arrow Ending'],
        \ ['  else { say "x"; end }', 'Outcome Step Text Flow'],
        \ ['  ok -> a', 'Outcome Arrow Target'],
        \ ['try 2 times { again_x } else -> end', 'Step Number Inner Outcome Arrow Ending'],
        \ ['raw {"say": {"a": "}"}} -> a', 'Step Object ObjectText Object ObjectInside ObjectText ObjectInside ObjectText ObjectInside Object Arrow Target'],
        \ ]
  call s:Open(map(copy(l:table), 'v:val[0]'))
  for l:line in range(1, len(l:table))
    call s:Equal(l:table[l:line - 1][1], s:Groups(l:line), getline(l:line))
  endfor
  call s:Open(['say """', '  say // a', '  """', 'end'])
  call s:Equal('LongText', s:Groups(2), 'inside a long text')
  call s:Equal('Flow', s:Groups(4), 'behind a long text')
endfunction

" Every script in the canonical layout keeps it when all is indented again.
function! s:Indent() abort
  for l:file in glob(s:root . '/golden/*/fmt.flow', 0, 1) + glob(s:root . '/examples/**/*.flow', 0, 1)
    let l:want = map(readfile(l:file), 'substitute(v:val, "^\uFEFF", "", "")')
    if empty(l:want) || join(l:want, "\n") =~# "\r"
      continue
    endif
    call s:Open(l:want)
    let l:inside = map(range(1, line('$')), 'synIDattr(synID(v:val, 1, 1), "name")')
    for l:line in range(1, line('$'))
      if l:inside[l:line - 1] ==# ''
            \ || l:inside[l:line - 1] !~# 'LongText\|Object\|Variable\|Constant\|Escape' || l:line == 1
        call setline(l:line, substitute(getline(l:line), '^\s*', '', ''))
      endif
    endfor
    silent normal! gg=G
    let l:line = 1
    while l:line < line('$') && l:want[l:line - 1] ==# getline(l:line)
      let l:line += 1
    endwhile
    call s:Equal(l:want[l:line - 1], getline(l:line), l:file . ':' . l:line)
  endfor
endfunction

function! s:Compiler() abort
  let l:dir = tempname()
  call mkdir(l:dir)
  execute 'cd' fnameescape(l:dir)
  call writefile(['call 917507161643', 'sya "é"', 'say "é {{a}}"; connect agnt', 'say "b"', 'let a = 1', 'let a = 2'], 'bad.flow')
  edit bad.flow
  call s:Equal('flow', &filetype, 'the type of a .flow file')
  compiler flowc
  silent! make!
  let l:found = map(filter(getqflist(), 'v:val.valid'), 'bufname(v:val.bufnr) . ":" . v:val.lnum . ":" . v:val.col . (v:val.vcol ? "v" : "") . " " . v:val.type . " " . split(v:val.text, "\n")[0]')
  call s:Equal(['bad.flow:2:1v E no statement "sya"; did you mean "say"?', 'bad.flow:3:24v E no constant "agnt"', 'bad.flow:6:5v E the constant "a" is defined twice'], l:found, 'findings')
  call s:Equal(1, getqflist()[0].text =~# 'help: write say', 'the help')
  call writefile(['call 917507161643', 'raw {"type": "fax"}'], 'odd.flow')
  edit! odd.flow
  compiler flowc
  silent! make!
  call s:Equal(['W'], map(filter(getqflist(), 'v:val.valid'), 'v:val.type'), 'a warning')
endfunction

function! s:Format() abort
  call writefile(['call   917507161643', 'a:  say  "x"'], 'ugly.flow')
  edit! ugly.flow
  FlowFormat
  call s:Equal(['call 917507161643', 'a:', '  say "x"'], getline(1, '$'), 'a script in another layout')
  call s:Open(['call   917507161643', 'say 5'])
  FlowFormat
  call s:Equal(['call   917507161643', 'say 5'], getline(1, '$'), 'a script that does not parse')
  call s:Equal([2], map(filter(getqflist(), 'v:val.valid'), 'v:val.lnum'), 'what is wrong with it')
endfunction

function! s:Settings() abort
  call s:Open(['say "x"'])
  call s:Equal(['// %s', 2, 1, '.flow'], [&commentstring, &shiftwidth, &expandtab, &suffixesadd], 'settings')
  call setline(2, 'use "lib/x.flow"')
endfunction

try
  call s:Syntax()
  call s:Indent()
  call s:Compiler()
  call s:Format()
  call s:Settings()
catch
  call add(v:errors, v:throwpoint . ': ' . v:exception)
endtry
call writefile(v:errors + [(s:checked - len(v:errors)) . ' passed, ' . len(v:errors) . ' failed'], $REPORT)
execute empty(v:errors) ? 'qall!' : 'cquit!'
