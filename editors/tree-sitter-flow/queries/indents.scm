[
  (body)
  (arms)
] @indent.begin

"}" @indent.branch @indent.end
