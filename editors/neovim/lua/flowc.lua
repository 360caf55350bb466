-- Starts flowc lsp for call flows, and shows what a script becomes beside it, for
-- Neovim 0.7 and later.
local M = {}

-- The server answers within milliseconds, so no edit is held back.
M.config = {
  name = 'flowc',
  cmd = { 'flowc', 'lsp' },
  filetypes = { 'flow' },
  root_markers = { 'flowc.yaml', '.git' },
  flags = { debounce_text_changes = 0 },
}

-- The folder of the project of a script, or that of the script.
local function root_of(name)
  local folder = vim.fn.fnamemodify(name, ':p:h')
  for _, marker in ipairs(M.config.root_markers) do
    local at = folder
    repeat
      if vim.loop.fs_stat(at .. '/' .. marker) then
        return at
      end
      local below = at
      at = vim.fn.fnamemodify(at, ':h')
    until at == below
  end
  return folder
end

-- vim.lsp.start of Neovim 0.8, which 0.7 does not have: one server a project.
local clients = {}
local function start(config)
  if vim.lsp.start then
    return vim.lsp.start(config)
  end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  vim.lsp.buf_attach_client(0, id)
  vim.bo.omnifunc, vim.bo.tagfunc = 'v:lua.vim.lsp.omnifunc', 'v:lua.vim.lsp.tagfunc'
end

-- Starts the server for every script. options are those of vim.lsp.start, in place
-- of the ones above.
function M.setup(options)
  options = options or {}
  if vim.lsp.enable then
    vim.lsp.config('flowc', options)
    vim.lsp.enable('flowc')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('flowc', {}),
    pattern = M.config.filetypes,
    callback = function(event)
      local name = vim.api.nvim_buf_get_name(event.buf)
      if name == '' or vim.bo[event.buf].buftype ~= '' then
        return
      end
      local config = vim.tbl_deep_extend('force', M.config, { root_dir = root_of(name) }, options)
      if vim.fn.executable(config.cmd[1]) == 0 then
        vim.notify_once(config.cmd[1] .. ' was not found: install flowc, or say in cmd where it is', vim.log.levels.WARN)
        return
      end
      start(config)
    end,
  })
end

-- The server that a buffer belongs to.
local function client_of(buffer)
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.name == 'flowc' and vim.lsp.buf_is_attached(buffer, client.id) then
      return client
    end
  end
end

-- Asks the server to do what a command says with the script of a buffer.
local function execute(client, command, buffer, done)
  local params = { command = 'flowc.' .. command, arguments = { vim.uri_from_bufnr(buffer) } }
  local request = vim.fn.has('nvim-0.11') == 1 and function(...) return client:request(...) end or client.request
  request('workspace/executeCommand', params, done, buffer)
end

-- The server of this buffer, and the buffer; where there is none, it says so.
local function here()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    vim.notify('flowc lsp does not answer for this buffer', vim.log.levels.ERROR)
  end
  return client, buffer
end

local function warned(err)
  if err then
    vim.notify(err.message, vim.log.levels.WARN)
  end
end

-- Runs the tests of the script. What fails becomes a diagnostic.
function M.test()
  local client, buffer = here()
  if client then
    execute(client, 'runTests', buffer, warned)
  end
end

-- Shows what no test of the script comes to, or does so no longer.
function M.coverage()
  local client, buffer = here()
  if client then
    vim.b.flowc_coverage = not vim.b.flowc_coverage
    execute(client, vim.b.flowc_coverage and 'showCoverage' or 'hideCoverage', buffer, warned)
  end
end

local kinds = { payload = { '.json', 'json' }, expanded = { '', 'flow' } }
local views = {} -- by their buffers
local followed = {} -- buffers with scripts, whose edits views follow

-- Asks for the text of a view. Of several questions the last one counts; where
-- there is no answer, since the script has mistakes, the view keeps what it shows.
local function ask(buffer, view)
  local client = client_of(view.script)
  if not client then
    return
  end
  view.asked = view.asked + 1
  local asked = view.asked
  execute(client, view.kind, view.script, function(err, text)
    if not view.shown then
      warned(err)
    end
    if asked ~= view.asked or type(text) ~= 'string' or not vim.api.nvim_buf_is_loaded(buffer) then
      return
    end
    view.shown = true
    vim.bo[buffer].modifiable = true
    vim.api.nvim_buf_set_lines(buffer, 0, -1, true, vim.split(text:gsub('\n$', ''), '\n'))
    vim.bo[buffer].modifiable, vim.bo[buffer].modified = false, false
  end)
end

local function ask_all()
  for buffer, view in pairs(views) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      ask(buffer, view)
    else
      views[buffer] = nil
    end
  end
end

local function follow(script)
  if followed[script] then
    return
  end
  followed[script] = true
  local asking = false
  local function changed()
    if asking then
      return
    end
    asking = true
    vim.schedule(function()
      asking = false
      ask_all()
    end)
  end
  vim.api.nvim_buf_attach(script, false, {
    on_lines = changed,
    on_reload = changed,
    on_detach = function()
      followed[script] = nil
    end,
  })
end

-- Shows the payload of the script in this window, or the script in plain
-- statements, beside it. It follows the edits of all scripts.
function M.show(kind)
  local client, script = here()
  if not client then
    return
  end
  local name = 'flowc://' .. kind .. vim.api.nvim_buf_get_name(script) .. kinds[kind][1]
  local window = vim.api.nvim_get_current_win()
  vim.cmd('rightbelow vertical split')
  local buffer = vim.fn.bufadd(name)
  vim.bo[buffer].buftype, vim.bo[buffer].swapfile, vim.bo[buffer].bufhidden = 'nofile', false, 'wipe'
  vim.api.nvim_win_set_buf(0, buffer)
  vim.bo[buffer].filetype = kinds[kind][2]
  vim.api.nvim_set_current_win(window)
  views[buffer] = { script = script, kind = kind, asked = 0 }
  for _, other in ipairs(vim.api.nvim_list_bufs()) do
    if client_of(other) then
      follow(other)
    end
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('flowc_views', {}),
    pattern = M.config.filetypes,
    callback = function(event)
      if not views[event.buf] then
        follow(event.buf)
      end
    end,
  })
  ask(buffer, views[buffer])
end

return M
