-- The language server, for vim.lsp.enable('flowc') from Neovim 0.11 on.
return require('flowc').config
