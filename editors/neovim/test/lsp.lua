-- The server in Neovim, set up as the README says, on the project in
-- editors/testdata, whose main.flow is open: run says how. Each step goes on where
-- the one before it ended.
local done = {}

local function await(what, condition)
  assert(vim.wait(20000, condition, 10), 'never came: ' .. what)
end

local function equal(want, got)
  assert(vim.deep_equal(want, got), 'want ' .. vim.inspect(want) .. ', got ' .. vim.inspect(got))
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, true)
end

local function go(text)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search('\\V' .. text, 'c') > 0, 'no ' .. text)
end

local function has(version)
  return vim.fn.has('nvim-' .. version) == 1
end

local main = vim.api.nvim_get_current_buf()
local lib = vim.fn.bufadd('lib/pin.flow')

-- What a question puts into the quickfix list, or into that of the window.
local function listed(what, ask)
  vim.fn.setqflist({})
  ask()
  local list = {}
  await(what, function()
    list = vim.fn.getqflist()
    return #list > 0
  end)
  vim.cmd('cclose')
  vim.api.nvim_set_current_buf(main)
  return vim.tbl_map(function(item)
    return vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t') .. ':' .. item.lnum .. ':' .. item.col
  end, list)
end

local function step(name, body)
  vim.api.nvim_set_current_buf(main)
  local ok, message = xpcall(body, debug.traceback)
  if not ok then
    error(name .. ': ' .. message, 0)
  end
  done[#done + 1] = name
end

local function check()
  equal(require('flowc').config, dofile(vim.env.RUNTIME .. '/lsp/flowc.lua'))

  step('diagnostics', function()
    await('a diagnostic', function()
      return #vim.diagnostic.get(main) > 0
    end)
    local got = vim.tbl_map(function(d)
      return { d.lnum, d.col, d.end_col, d.code, d.source, d.severity }
    end, vim.diagnostic.get(main))
    -- Columns of Neovim are bytes.
    equal({ { 6, 24, 29, 'undefined-label', 'flowc', 1 } }, got)
  end)

  step('code action', function()
    vim.ui.select = function(items, options, choose)
      for _, item in ipairs(items) do
        if options.format_item(item):find('agent', 1, true) then
          return choose(item)
        end
      end
      error('none of ' .. vim.inspect(items))
    end
    go('agnet')
    vim.lsp.buf.code_action()
    await('the fix', function()
      return lines()[7] == 'say "Danke schön."; -> agent'
    end)
    await('no diagnostics', function()
      return #vim.diagnostic.get(main) == 0
    end)
  end)

  step('hover', function()
    go('operator')
    vim.lsp.buf.hover()
    local said
    await('a window', function()
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          said = table.concat(lines(vim.api.nvim_win_get_buf(window)), '\n')
          vim.api.nvim_win_close(window, true)
          return true
        end
      end
    end)
    assert(said:find('5263', 1, true), said)
  end)

  step('definition', function()
    go('ask_pin')
    vim.lsp.buf.definition()
    await('the other file', function()
      return vim.api.nvim_get_current_buf() == lib
    end)
    equal({ 5, 5 }, vim.api.nvim_win_get_cursor(0))
  end)

  step('references', function()
    go('operator')
    equal({ 'pin.flow:3:5', 'main.flow:10:11' }, listed('references', vim.lsp.buf.references))
  end)

  step('call hierarchy', function()
    go('agent:')
    equal({ 'main.flow:6:52', 'main.flow:7:24' }, listed('callers', vim.lsp.buf.incoming_calls))
  end)

  step('symbols', function()
    equal({ 'pin.flow:5:6' }, listed('symbols', function()
      vim.lsp.buf.workspace_symbol('ask_pin')
    end))
  end)

  step('rename', function()
    go('ask_pin')
    vim.lsp.buf.rename('ask_code')
    await('the new name in both files', function()
      return lines(main)[6]:find('^ask_code ') and lines(lib)[5]:find('^step ask_code%(')
    end)
  end)

  step('formatting', function()
    if vim.lsp.buf.format then
      vim.lsp.buf.format({ timeout_ms = 20000 })
    else
      vim.lsp.buf.formatting_sync(nil, 20000)
    end
    equal({ 'say "Danke schön."', '-> agent' }, vim.api.nvim_buf_get_lines(main, 6, 8, true))
  end)

  step('completion', function()
    local words = {}
    function AwaitMenu()
      await('the menu', function()
        words = vim.tbl_map(function(item)
          return item.word
        end, vim.fn.complete_info({ 'items' }).items)
        return #words > 0
      end)
    end
    go('-> agent')
    vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('S-> a<C-x><C-o><Cmd>lua AwaitMenu()<CR><C-y><Esc>', true, true, true), 'tx', false)
    assert(vim.tbl_contains(words, 'agent'), vim.inspect(words))
    vim.api.nvim_buf_set_lines(main, 7, 8, true, { '-> agent' })
  end)

  if has('0.9') then
    step('semantic tokens', function()
      await('the colour of a label', function()
        for _, token in ipairs(vim.lsp.semantic_tokens.get_at_pos(main, 7, 4) or {}) do
          return token.type == 'label' or token.type
        end
      end)
    end)
  end

  if has('0.10') then
    step('inlay hints', function()
      vim.lsp.inlay_hint.enable(true, { bufnr = main })
      await('hints', function()
        return #vim.lsp.inlay_hint.get({ bufnr = main }) > 0
      end)
    end)
  end

  step('tests', function()
    local function said(buffer)
      return vim.tbl_map(function(d)
        return { d.lnum, d.source, d.severity, d.message }
      end, vim.diagnostic.get(buffer))
    end
    vim.cmd('FlowcTest')
    local beside
    await('a failure in the file of tests, which is not open', function()
      beside = vim.fn.bufnr('main_test.flow')
      return beside > 0 and #said(beside) > 0
    end)
    equal({ { 6, 'flowc test', 1, 'expected "1", but the number is "5263"' } }, said(beside))
    vim.cmd('FlowcCoverage')
    await('what no test takes', function()
      return #said(lib) > 0
    end)
    equal({ 8, 'flowc test', 4 }, { unpack(said(lib)[1], 1, 3) })
    vim.cmd('FlowcCoverage')
    await('nothing of coverage', function()
      return #said(lib) == 0
    end)
  end)

  step('code lenses', function()
    local function titles()
      return table.concat(vim.tbl_map(function(lens)
        return lens.command and lens.command.title or ''
      end, vim.lsp.codelens.get(main)), ', ')
    end
    vim.lsp.codelens.refresh({ bufnr = main })
    await('what came of the tests', function()
      return titles():find('run 1 test · 1 failed', 1, true)
    end)
    vim.ui.select = function(items, _, choose)
      for _, item in ipairs(items) do
        if item.lens.command.title == 'show coverage' then
          return choose(item)
        end
      end
      error('none of ' .. vim.inspect(items))
    end
    go('cloud')
    vim.lsp.codelens.run()
    await('what no test takes', function()
      return #vim.diagnostic.get(lib) > 0
    end)
    vim.cmd('let b:flowc_coverage = v:true | FlowcCoverage')
  end)

  step('views', function()
    local function view(kind)
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        local name = vim.api.nvim_buf_get_name(buffer)
        if name:find('flowc://' .. kind .. '/', 1, true) then
          return table.concat(lines(buffer), '\n')
        end
      end
      return ''
    end
    vim.cmd('FlowcPayload')
    vim.cmd('FlowcExpanded')
    equal(main, vim.api.nvim_get_current_buf())
    await('the payload', function()
      return view('payload'):find('"text": "Danke schön."', 1, true)
    end)
    await('the expanded script', function()
      return view('expanded'):find('connect 5263', 1, true)
    end)
    vim.api.nvim_buf_set_lines(main, 6, 7, true, { 'say "Merci."' })
    await('the payload after an edit', function()
      return view('payload'):find('"text": "Merci."', 1, true)
    end)
    vim.api.nvim_buf_set_lines(lib, 2, 3, true, { 'let operator = 5264' })
    await('both views after an edit of the file that is used', function()
      return view('payload'):find('"number": "5264"', 1, true) and view('expanded'):find('connect 5264', 1, true)
    end)
  end)
end

local ok, message = pcall(check)
local report = assert(io.open(vim.env.REPORT, 'w'))
report:write('flowc lsp: ' .. table.concat(done, ', ') .. '\n' .. (ok and '' or tostring(message) .. '\n'))
report:close()
vim.cmd(ok and 'qall!' or 'cquit!')
