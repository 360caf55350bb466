-- What a script becomes, beside it.
vim.api.nvim_create_user_command('FlowcPayload', function()
  require('flowc').show('payload')
end, { desc = 'The payload of this script, beside it' })
vim.api.nvim_create_user_command('FlowcExpanded', function()
  require('flowc').show('expanded')
end, { desc = 'This script in plain statements, beside it' })
