(step_decl "step" @context . (declared) @name) @item
(let "let" @context (declared) @name) @item
(param "param" @context (declared) @name) @item
(label (identifier) @name) @item
