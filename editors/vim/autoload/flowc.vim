" Views of scripts, which follow their edits: by flowc itself, so that they work
" with any plugin for language servers, and with none.

let s:kinds = {'payload': ['build', '.json', 'json'], 'expanded': ['expand', '', 'flow']}

" Shows the payload of the script in this window, or the script in plain
" statements, beside it.
function! flowc#Show(kind) abort
  let [l:command, l:ending, l:filetype] = s:kinds[a:kind]
  let l:script = bufnr('')
  let l:name = 'flowc://' . a:kind . expand('%:p') . l:ending
  if !executable('flowc')
    echohl ErrorMsg | echomsg 'flowc was not found: install it, or put its folder on the path' | echohl None
    return
  endif
  if bufwinnr(l:name) > 0
    return
  endif
  let l:window = win_getid()
  execute 'rightbelow vertical new' fnameescape(l:name)
  setlocal buftype=nofile bufhidden=wipe noswapfile nomodifiable
  let b:ale_enabled = 0
  let &l:filetype = l:filetype
  let l:view = {'buffer': bufnr(''), 'script': l:script, 'command': l:command, 'lines': []}
  call win_gotoid(l:window)
  execute 'augroup flowc_view_' . l:view.buffer
    autocmd!
    execute printf('autocmd TextChanged,TextChangedI <buffer=%d> call s:Ask(%d)', l:script, l:view.buffer)
    if exists('##TextChangedP')
      execute printf('autocmd TextChangedP <buffer=%d> call s:Ask(%d)', l:script, l:view.buffer)
    endif
    execute printf('autocmd BufWritePost,BufEnter *.flow call s:Ask(%d)', l:view.buffer)
    execute printf('autocmd BufWipeout <buffer=%d> call s:Forget(%d)', l:view.buffer, l:view.buffer)
  augroup END
  let s:views[l:view.buffer] = l:view
  call s:Ask(l:view.buffer)
endfunction

let s:views = {}

function! s:Forget(buffer) abort
  call remove(s:views, a:buffer)
  execute 'autocmd! flowc_view_' . a:buffer
endfunction

" Asks for the text of a view. A newer question ends an older one.
function! s:Ask(buffer) abort
  let l:view = s:views[a:buffer]
  if !bufloaded(l:view.script)
    return
  endif
  if has_key(l:view, 'job')
    call job_stop(l:view.job)
  endif
  let l:name = fnamemodify(bufname(l:view.script), ':p')
  let l:said = []
  let l:view.job = job_start(['flowc', l:view.command, '-', '--stdin-name', l:name], {
        \ 'in_io': 'buffer', 'in_buf': l:view.script, 'err_io': 'null',
        \ 'out_cb': {_, line -> add(l:said, line)},
        \ 'close_cb': {channel -> s:Show(l:view, ch_getjob(channel), l:said)},
        \ })
endfunction

" Shows what there is. Where the script has mistakes there is nothing, and the view
" keeps what it shows.
function! s:Show(view, job, lines) abort
  if a:job != a:view.job || empty(a:lines) || !bufloaded(a:view.buffer)
    return
  endif
  call setbufvar(a:view.buffer, '&modifiable', 1)
  silent call deletebufline(a:view.buffer, len(a:lines) + 1, '$')
  call setbufline(a:view.buffer, 1, a:lines)
  call setbufvar(a:view.buffer, '&modifiable', 0)
endfunction
