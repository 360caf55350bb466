(step_decl (body) @function.inside) @function.around
(argument) @parameter.inside
(arm) @entry.inside
(comment) @comment.inside
(comment)+ @comment.around
