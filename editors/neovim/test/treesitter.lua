-- The parser and the query of highlights, in Neovim: run says how.
local text = 'say: say "a {{pin}}"\nlet from = 5263\nget url -> next/agent\n'
local want = {
  '0:0 label', '0:3 punctuation.delimiter', '0:5 keyword', '0:9 string', '0:12 variable',
  '1:0 keyword', '1:4 constant', '1:9 operator', '1:11 number',
  '2:0 keyword', '2:4 constant', '2:8 operator', '2:11 keyword', '2:15 punctuation.delimiter', '2:16 label',
}

local function check()
  vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(text, '\n'))
  local parser = vim.treesitter.get_parser(0, 'flow')
  local root = parser:parse()[1]:root()
  assert(not root:has_error(), 'the script does not parse')
  local get = vim.treesitter.query.get or vim.treesitter.query.get_query
  local query = get('flow', 'highlights')
  local got = {}
  for id, node in query:iter_captures(root, 0, 0, -1) do
    local row, column = node:range()
    got[#got + 1] = row .. ':' .. column .. ' ' .. query.captures[id]
  end
  assert(vim.deep_equal(want, got), 'got ' .. vim.inspect(got))
  vim.treesitter.highlighter.new(parser)

  if vim.treesitter.foldexpr then -- from Neovim 0.9 on
    vim.api.nvim_buf_set_lines(0, 0, -1, true, { 'input 1 {', '  1 {', '    end', '  }', '}', 'end' })
    parser:parse()
    vim.bo.filetype = 'flow'
    vim.wo.foldmethod, vim.wo.foldexpr = 'expr', 'v:lua.vim.treesitter.foldexpr()'
    local levels = {}
    vim.wait(5000, function()
      levels = vim.tbl_map(vim.fn.foldlevel, { 1, 2, 3, 4, 5, 6 })
      return levels[1] > 0
    end)
    assert(vim.deep_equal({ 1, 2, 2, 2, 1, 0 }, levels), 'folds ' .. vim.inspect(levels))
  end
end

local ok, message = pcall(check)
local report = assert(io.open(vim.env.REPORT, 'w'))
report:write(ok and 'highlights and folds by tree-sitter: 1 passed, 0 failed\n' or tostring(message) .. '\n')
report:close()
vim.cmd(ok and 'qall!' or 'cquit!')
