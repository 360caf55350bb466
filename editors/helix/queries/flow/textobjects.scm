(step_decl (body) @function.inside) @function.around
(test_decl (transcript) @test.inside) @test.around
(argument) @parameter.inside
(arm) @entry.inside
(comment) @comment.inside
(comment)+ @comment.around
