" Vim indent file for call flows (.flow), for Vim and Neovim. The layout is that
" of flowc fmt: two spaces inside of braces and two below a label.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=GetFlowIndent()
setlocal indentkeys=0},0),o,O,!^F,:,e
setlocal nolisp nosmartindent autoindent

let b:undo_indent = 'setlocal indentexpr< indentkeys< lisp< smartindent< autoindent<'

if exists('*GetFlowIndent')
  finish
endif

let s:label = '^\s*\h\w*:\%(//\)\@!'
let s:comment = '^\s*//'
let s:declaration = '^\s*\%(let\|param\|use\|step\|test\)\>:\@!'

" What stands at a place where brackets mean nothing: a text, a comment, an object.
function! s:Quiet(lnum, col) abort
  return synIDattr(synID(a:lnum, a:col, 1), 'name') =~# '^flow\%(Comment\|Allow\|Text\|LongText\|Escape\|Variable\|Constant\|Object.*\)$'
endfunction

" The line of the bracket that a line stands in, or 0; the cursor goes there.
function! s:Opener(lnum) abort
  call cursor(a:lnum, 1)
  return searchpair('[({]', '', '[)}]', 'bW', 's:Quiet(line("."), col("."))')
endfunction

" Whether the last statement goes on behind a comma at the end of its line.
function! s:Continues(lnum) abort
  let l:code = getline(a:lnum)
  let l:comment = match(l:code, '//')
  while l:comment >= 0 && synIDattr(synID(a:lnum, l:comment + 1, 1), 'name') !=# 'flowComment'
    let l:comment = match(l:code, '//', l:comment + 1)
  endwhile
  if l:comment >= 0
    let l:code = strpart(l:code, 0, l:comment)
  endif
  let l:code = substitute(l:code, '\s*$', '', '')
  return l:code =~# ',$' && !s:Quiet(a:lnum, len(l:code))
endfunction

" The last line above with something other than a comment.
function! s:Above(lnum) abort
  let l:above = prevnonblank(a:lnum - 1)
  while l:above > 0 && getline(l:above) =~# s:comment
    let l:above = prevnonblank(l:above - 1)
  endwhile
  return l:above
endfunction

" The line that the statement starts on that goes on in a line.
function! s:Start(lnum) abort
  let l:lnum = a:lnum
  while l:lnum > 1
    let l:above = s:Above(l:lnum)
    if getline(l:lnum) =~# '^\s*)'
      let l:lnum = s:Opener(l:lnum)
    elseif l:above > 0 && s:Continues(l:above)
      let l:lnum = l:above
    else
      break
    endif
  endwhile
  return l:lnum
endfunction

function! GetFlowIndent() abort
  let l:lnum = v:lnum
  " A line inside of a long text or an object stays as its author has it.
  if l:lnum > 1 && synIDattr(synID(l:lnum, 1, 1), 'name') =~# '^flow\%(LongText\|Object.*\|Escape\|Variable\|Constant\)$' && getline(l:lnum) =~# '\S'
    return -1
  endif
  let l:opener = s:Opener(l:lnum)
  let l:paren = l:opener && getline(l:opener)[col('.') - 1] ==# '('
  let l:outer = l:opener ? indent(s:Start(l:opener)) : 0
  let l:line = getline(l:lnum)
  if l:line =~# '^\s*}'
    return l:outer
  endif
  let l:base = l:opener ? l:outer + shiftwidth() : 0
  if l:paren
    return l:base
  endif
  let l:start = s:Start(l:lnum)
  if l:start < l:lnum
    return indent(l:start) + shiftwidth()
  endif
  " A comment stands like what follows it.
  while l:line =~# s:comment && l:lnum < line('$')
    let l:lnum += 1
    let l:line = getline(l:lnum)
  endwhile
  " With nothing below, it stands like the declaration that it follows.
  let l:above = s:Above(v:lnum)
  if l:line !~# '\S' || l:line =~# s:comment
    let l:above = getline(l:above) =~# '^\s*}' ? s:Opener(l:above) : l:above
    let l:line = getline(s:Start(l:above)) =~# s:declaration ? getline(s:Start(l:above)) : l:line
  endif
  if l:line =~# s:label || !l:opener && l:line =~# s:declaration
    return l:base
  endif
  let l:above = v:lnum - 1
  while l:above > l:opener
    if getline(l:above) =~# s:label && indent(l:above) == l:base && !s:Quiet(l:above, indent(l:above) + 1)
      return l:base + shiftwidth()
    endif
    let l:above -= 1
  endwhile
  return l:base
endfunction
