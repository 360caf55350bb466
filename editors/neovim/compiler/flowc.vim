" Vim compiler file for flowc, the compiler of call flows.
" :compiler flowc, then :make, fills the quickfix list with what flowc finds.

if exists('current_compiler')
  finish
endif
let current_compiler = 'flowc'

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=flowc\ check\ %:S

" A finding is a line with its place, the line of the script, a line of carets,
" a help, and other places that matter. Columns count characters, as %v does.
CompilerSet errorformat=
      \%E%f:%l:%v:\ error[%*[a-z-]]:\ %m,
      \%W%f:%l:%v:\ warning[%*[a-z-]]:\ %m,
      \%-C\ \ \ \ %.%#,
      \%+C\ \ %.%#,
      \%-G%.%#
