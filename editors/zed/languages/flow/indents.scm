(body "}" @end) @indent
(arms "}" @end) @indent
