(step_decl "step" @context . (declared) @name) @item
(test_decl "test" @context . (title) @name) @item
(let "let" @context (declared) @name) @item
(param "param" @context (declared) @name) @item
(label (identifier) @name) @item
